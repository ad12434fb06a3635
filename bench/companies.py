"""How well companies are told apart, and how much a person is asked: python -m bench.companies"""

import csv
import time
import zlib
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from tempfile import TemporaryDirectory

from custodian import settings
from custodian.domain import companies, domains, imports, resemblance
from custodian.warehouse import catalogues, queries, tables
from custodian.warehouse.catalogues import Warehouse
from tests import sample, stories
from tests.datasets.ledgers import DATASETS, Ledger
from tests.shared import SHARED

LABELLED = Path(__file__).parents[1] / "tests" / "companies.csv"
HALVES = ("looked at", "held out")  # while the weights were chosen; see docs/decisions/0012-companies.md
REAL = {
    "northwind": [("orders.csv", "northwind_orders")],
    "zoho_crm_demo": [
        ("Leads.csv", "zoho_leads"),
        ("Potentials.csv", "zoho_potentials"),
        ("Calls.csv", "zoho_calls"),
        ("Sales_Orders.csv", "zoho_sales_orders"),
        ("Invoices.csv", "zoho_invoices"),
    ],
    "olist": [("olist_closed_deals_dataset.csv", "olist_won"), ("sample/olist_orders_dataset.csv", "olist_orders")],
    "salesforce_dev_org": [("Opportunity.csv", "")],
}
Pair = frozenset[str]
Labels = list[dict[str, str]]


@dataclass(frozen=True)
class Found:
    right: int
    found: int
    wanted: int
    missed: list[str]
    wrong: list[str]

    @property
    def precision(self) -> float:
        return self.right / self.found

    @property
    def recall(self) -> float:
        return self.right / self.wanted


def main() -> None:
    told, merged, asked = measured()
    for half in (*HALVES, ""):
        for how, pairs in (("merged by itself", merged), ("merged or asked", merged | asked)):
            _print(how, half, against(told, pairs, half))
    doubted = sum(row["same"] == "no" and pair_of(row) in merged & asked for row in told)
    print(f"of the pairs merged wrongly by themselves, a person is asked about {doubted}\n")
    for name, warehouse in _ledgers():
        began = time.perf_counter()
        pairs = resemblance.look(warehouse)
        with warehouse.reading() as cursor, domains.known(cursor):
            names = queries.run(cursor, "companies/written")
        seconds = time.perf_counter() - began
        counts = f"{names.height:,} names of {names['company'].n_unique():,} companies"
        print(f"{name:<20} {counts}: {len(pairs)} pairs asked  ({seconds:.1f} s)")


def measured() -> tuple[Labels, set[Pair], set[Pair]]:
    """The labelled pairs, what of them is merged without asking, and what a person is asked. Every name is in one
    ledger, so a pair that mixes two labelled pairs counts as wrong too."""
    told = labelled()
    warehouse = _holding(told)
    companies.follow(warehouse)
    merged = _merged(warehouse)
    return told, merged, {frozenset((one.one, one.other)) for one in resemblance.look(warehouse)}


def labelled() -> Labels:
    with LABELLED.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def half_of(row: dict[str, str]) -> str:
    return HALVES[zlib.crc32(row["one"].encode()) % 2]


def against(told: Labels, found: set[Pair], half: str = "") -> Found:
    """A pair that mixes two labelled ones counts in each half that it touches."""
    chosen = [row for row in told if half in ("", half_of(row))]
    names = {row[which] for row in chosen for which in ("one", "other")}
    other_half = {pair_of(row) for row in told} - {pair_of(row) for row in chosen}
    kind = {pair_of(row): row["kind"] for row in chosen}
    wanted = {pair_of(row) for row in chosen if row["same"] == "yes"}
    found = {pair for pair in found - other_half if pair & names}
    wrong = [kind.get(pair, "names of two pairs") for pair in found - wanted]
    return Found(len(wanted & found), len(found), len(wanted), [kind[pair] for pair in wanted - found], wrong)


def pair_of(row: dict[str, str]) -> Pair:
    return frozenset((row["one"], row["other"]))


def _print(how: str, half: str, found: Found) -> None:
    print(
        f"{half or 'all pairs':<10} {how:<18} precision {found.precision:.3f}  recall {found.recall:.3f}"
        f"   ({found.right} right of {found.found} found, {found.wanted} wanted)"
    )
    print(f"{'':<10} {'':<18} missed: {_kinds(found.missed)}\n{'':<10} {'':<18} wrong: {_kinds(found.wrong)}")


def _kinds(found: list[str]) -> str:
    return ", ".join(f"{count} {kind}" for kind, count in Counter(found).most_common()) or "none"


def _merged(warehouse: Warehouse) -> set[Pair]:
    with warehouse.reading() as cursor, domains.known(cursor):
        company = dict(queries.run(cursor, "companies/written").select("name", "company").iter_rows())
    return {frozenset(pair) for pair in combinations(company, 2) if company[pair[0]] == company[pair[1]]}


def _holding(told: Labels) -> Warehouse:
    """A name with a domain is a contact's company, one without a customer in the ERP."""
    warehouse = catalogues.open_warehouse(settings.load(ledger=":memory:", records=":memory:"))
    named = [
        (row[which], row[f"{which}_domain"], row[f"{which}_country"]) for row in told for which in ("one", "other")
    ]
    contacts = [{"company": name, "domain": at, "country": country} for name, at, country in named if at]
    orders = [{"company": name, "country": country or None} for name, at, country in named if not at]
    with warehouse.writing() as cursor:
        stories.put(cursor, tables.declared()["contacts"], contacts)
        stories.put(cursor, tables.declared()["orders"], orders)
    return warehouse


def _ledgers() -> Iterator[tuple[str, Warehouse]]:
    """The sample company's and, where the real data sets are, theirs."""
    with TemporaryDirectory() as folder:
        with _opened(sample.copied(Path(folder))) as warehouse:
            yield "sample company", warehouse
        for name, files in REAL.items() if SHARED else ():
            chosen = settings.load(data=Path(folder) / name, ledger=":memory:", records=":memory:", currency="USD")
            warehouse = catalogues.open_warehouse(chosen)
            ledger = Ledger(imports.opened(warehouse, chosen))
            for file, form in files:
                loaded = ledger.load(DATASETS / name / file, form, **({} if form else {"currency": "USD"}))
                assert loaded.status == "loaded", f"{name}/{file} is {loaded.status}"
            yield name, warehouse
            warehouse.close()


@contextmanager
def _opened(data: Path) -> Iterator[Warehouse]:
    warehouse = catalogues.open_warehouse(settings.load(data=data))
    yield warehouse
    warehouse.close()


if __name__ == "__main__":
    main()

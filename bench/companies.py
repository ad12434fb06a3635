"""How well companies are told apart: precision and recall on the labelled pairs of tests/: python -m bench.companies"""

import csv
import time
from collections import Counter
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from custodian import settings
from custodian.domain import companies, resemblance
from custodian.warehouse import catalogues, queries, tables
from custodian.warehouse.catalogues import Warehouse
from tests import stories

LABELLED = Path(__file__).parents[1] / "tests" / "companies.csv"
Pair = frozenset[str]


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
    began = time.perf_counter()
    for how, found in zip(("merged by itself", "merged or asked"), measured(), strict=True):
        print(
            f"{how:<18} precision {found.precision:.3f}  recall {found.recall:.3f}"
            f"   ({found.right} right of {found.found} found, {found.wanted} wanted)"
        )
        print(f"{'':<18} missed: {_kinds(found.missed)}\n{'':<18} wrong: {_kinds(found.wrong)}")
    print(f"{time.perf_counter() - began:.1f} s")


def measured() -> tuple[Found, Found]:
    """What is merged without asking; and that together with what a person is asked. Every name of the labelled pairs is
    in one ledger, so a pair that mixes two labelled pairs counts as wrong too."""
    told = labelled()
    warehouse = _holding(told)
    companies.follow(warehouse)
    merged = _merged(warehouse, told)
    asked = {frozenset((one.one, one.other)) for one in resemblance.look(warehouse)}
    return _against(told, merged), _against(told, merged | asked)


def labelled() -> list[dict[str, str]]:
    with LABELLED.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _against(told: list[dict[str, str]], found: set[Pair]) -> Found:
    kind = {frozenset((row["one"], row["other"])): row["kind"] for row in told}
    wanted = {frozenset((row["one"], row["other"])) for row in told if row["same"] == "yes"}
    wrong = [kind.get(pair, "names of two pairs") for pair in found - wanted]
    return Found(len(wanted & found), len(found), len(wanted), [kind[pair] for pair in wanted - found], wrong)


def _kinds(found: list[str]) -> str:
    return ", ".join(f"{count} {kind}" for kind, count in Counter(found).most_common()) or "none"


def _merged(warehouse: Warehouse, told: list[dict[str, str]]) -> set[Pair]:
    names = sorted({row[which] for row in told for which in ("one", "other")})
    with warehouse.reading() as cursor:
        company = {name: queries.run(cursor, "companies/company", name=name).item() for name in names}
    return {frozenset(pair) for pair in combinations(names, 2) if company[pair[0]] == company[pair[1]]}


def _holding(told: list[dict[str, str]]) -> Warehouse:
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


if __name__ == "__main__":
    main()

"""Whatever is loaded, taken back and decided, in whatever order: the ledger is what loading the rest in order gives.

Several tables at once, through files: documents of several lines, one number from two sources, spans of days, a survey
with its answers, contacts that tie companies together, and what people decide about two names.
"""

import shutil
from collections.abc import Callable
from datetime import timedelta
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule, run_state_machine_as_test

from custodian.domain import companies, imports, soundness
from custodian.domain.companies import Verdict
from custodian.domain.imports import Desk, Preview
from custodian.domain.refusals import Refused as NotDecided
from custodian.warehouse import queries, tables
from custodian.warehouse.catalogues import CATALOGUES
from tests import loading
from tests.intake.test_repeated_answers import ANSWERS
from tests.loading import AT

LINES = """# Our ERP > Order lines > CSV
tool = "Our ERP"
title = "Order lines"
table = "orders"
header = ["Order", "Customer", "Day", "Price", "Pieces"]
per_document = true

[columns]
tool = { value = "Our ERP" }
document_no = { from = "Order" }
company = { from = "Customer" }
ordered_on = { from = "Day" }
amount = { product = ["Price", "Pieces"], sum = true }
currency = { value = "EUR" }
"""
NAMES = ("Kessler GmbH", "Kessler KG", "Keßler Technik", "Orion AG", "Lyra Bau")
DAYS = ("2025-08-30", "2026-02-28", "2026-09-01", "2026-10-31")
SPANS = ("2026-09-01,2026-09-30", "2026-09-15,2026-10-15", "2026-10-01,2026-10-01")
NUMBERS = st.integers(1, 4)
days, names, numbers = st.sampled_from(DAYS), st.sampled_from(NAMES), st.integers(1, 9)
# To shrink a story means to load hundreds of them.
CHOSEN = settings(
    max_examples=3,
    stateful_step_count=8,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    database=None,
    phases=[Phase.generate],
)
_files = count()
_DESKS: dict[str, Desk] = {}


def some(one: st.SearchStrategy) -> st.SearchStrategy:
    return st.dictionaries(NUMBERS, one, min_size=1, max_size=3)


class Story(RuleBasedStateMachine):
    folder: Path

    def __init__(self) -> None:
        super().__init__()
        self.desk = _emptied("told")
        self.remaining: dict[int, Callable[[Desk], Preview]] = {}
        self.decided: list[tuple[str, str, Verdict]] = []

    @rule(rows=some(st.tuples(names, days, numbers)), source=st.sampled_from(["Shop", "Branch"]))
    def orders(self, rows, source):
        lines = [f"Xero,{number},{name},{day},{amount},EUR" for number, (name, day, amount) in rows.items()]
        self._load(["tool,document_no,company,ordered_on,amount,currency", *lines], source=source)

    @rule(rows=some(st.tuples(names, days, st.lists(st.tuples(numbers, numbers), min_size=1, max_size=3))))
    def documents_of_several_lines(self, rows):
        form = loading.written(self.folder, "erp_lines.toml", [LINES])
        lines = [
            f"B{number};{name};{day};{price};{pieces}"
            for number, (name, day, told) in rows.items()
            for price, pieces in told
        ]
        self._load(["Order;Customer;Day;Price;Pieces", *lines], format_file=form)

    @rule(
        rows=some(st.tuples(names, st.sampled_from(["kessler.de", "mail.kessler.de", "orion.de", "gmail.com"]), days))
    )
    def contacts(self, rows):
        lines = [f"HubSpot,{number},{name},{at},{day}" for number, (name, at, day) in rows.items()]
        self._load(["tool,contact_id,company,domain,lead_at", *lines])

    @rule(campaign=st.sampled_from(["Fair", "Brand"]), span=st.sampled_from(SPANS), clicks=numbers)
    def spans_of_days(self, campaign, span, clicks):
        """One that overlaps another span of the campaign is refused."""
        self._load(["platform,campaign,first_day,last_day,clicks", f"Google Ads,{campaign},{span},{clicks}"])

    @rule(rows=some(st.tuples(st.integers(0, 10), st.integers(1, 5))))
    def survey(self, rows):
        header = "Respondent ID,Collector ID,Start Date,End Date,How likely are you to recommend us?,Are you satisfied?"
        asked = "10/28/2026 09:00:00 AM,10/28/2026 09:05:00 AM"
        lines = [f"{number},9,{asked},{likely},{satisfied}" for number, (likely, satisfied) in rows.items()]
        self._load([header, ",,,,Response,Response", *lines], answers=ANSWERS)

    @precondition(lambda self: self.remaining)
    @rule(which=st.integers(0, 99))
    def undo(self, which):
        import_id = sorted(self.remaining)[which % len(self.remaining)]
        imports.undo(self.desk, import_id, "Ada", AT)
        del self.remaining[import_id]

    @rule(
        pair=st.lists(names, min_size=2, max_size=2, unique=True),
        verdict=st.sampled_from(["same", "different", "open"]),
    )
    def decide(self, pair, verdict):
        told = (*sorted(pair), verdict)
        before = _everything(self.desk)
        if _decide(self.desk, *told):
            self.decided.append(told)
        else:
            assert _everything(self.desk) == before

    def teardown(self):
        afresh = _emptied("afresh")
        for told in self.decided:
            assert _decide(afresh, *told)
        for load in self.remaining.values():
            assert load(afresh).status == "loaded"
        assert _everything(self.desk) == _everything(afresh)
        assert soundness.faults(self.desk.warehouse, self.desk.settings) == []
        rebuilt = _emptied("rebuilt")
        shutil.copytree(self.desk.settings.archive, rebuilt.settings.archive, dirs_exist_ok=True)
        shutil.copy(self.desk.settings.data / "hash.key", rebuilt.settings.data)
        soundness.rebuild(rebuilt.settings, rebuilt)
        for told in self.decided:
            assert _decide(rebuilt, *told)
        assert imports.history(rebuilt.warehouse) == imports.history(self.desk.warehouse)
        assert _everything(rebuilt) == _everything(self.desk)

    def _load(self, lines, **told):
        path = loading.written(self.folder, f"{next(_files)}.csv", lines)

        def load(desk: Desk) -> Preview:
            (previewed,) = imports.preview(desk, path, with_moves=False, **told)
            return previewed if previewed.status == "refused" else imports.commit(desk, previewed, "Ada", AT)

        loaded = load(self.desk)
        if loaded.status == "refused":
            assert "days" in str(loaded.refusal), loaded.refusal
        elif loaded.status == "loaded":
            self.remaining[loaded.import_id] = load


@pytest.fixture
def folder(tmp_path):
    yield tmp_path
    while _DESKS:
        _DESKS.popitem()[1].warehouse.close()


def test_the_whole_ledger_is_what_loading_the_rest_in_order_gives(folder):
    Story.folder = folder
    run_state_machine_as_test(Story, settings=CHOSEN)


def _decide(desk: Desk, one: str, other: str, verdict: Verdict) -> bool:
    with desk.warehouse.reading() as cursor:
        told = companies.past(cursor, one, other)
    version = told[0].version if told else 0
    try:
        companies.decide(desk.warehouse, (one, other), verdict, "Ana", AT + timedelta(version), version)
    except NotDecided:
        return False
    return True


def _everything(desk: Desk) -> dict[str, list[tuple]]:
    """Every current row of every table, every month kept of every KPI, and what names stand for."""
    found = {table: loading.current(desk, table) for table in tables.declared()}
    with desk.warehouse.reading() as cursor:
        aliases = queries.run(cursor, "companies/aliases").rows()
    return found | {"KPIs": loading.kpis(desk), "aliases": aliases}


def _emptied(name: str) -> Desk:
    """Opening one takes longer than a whole story."""
    desk = _DESKS.get(name) or _DESKS.setdefault(name, loading.desk(Story.folder / name))
    for catalogue in CATALOGUES:
        with desk.warehouse.writing() as cursor:
            for table in queries.run(cursor, "sample/tables", catalogue=catalogue)["table_name"]:
                cursor.execute(queries.naming("sample/empty", catalogue=catalogue, table=table))
    shutil.rmtree(desk.settings.archive, ignore_errors=True)
    desk.settings.archive.mkdir(parents=True)
    return desk

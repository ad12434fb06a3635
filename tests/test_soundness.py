"""`check` finds what was tampered with; `rebuild` makes from the archive exactly the ledger that was there."""

import json

import pytest

from custodian import settings
from custodian.domain import imports, journeys, measures, soundness
from custodian.intake import archive
from custodian.intake.staging import Refused
from custodian.warehouse import catalogues, queries
from tests import loading
from tests.loading import AT, campaigns, current, load, orders, written
from tests.stories import BRAND

SURVEY = [
    "Respondent ID,Collector ID,Start Date,End Date,Company,How likely are you to recommend us to a colleague?",
    ",,,,Open-Ended Response,Response",
    "101,7,09/14/2026 10:00:00 AM,09/14/2026 10:05:00 AM,Example Ltd,9",
    "102,7,09/15/2026 10:00:00 AM,09/15/2026 10:05:00 AM,Sample GmbH,6",
]
TABLES = ("orders", "campaign_days", "survey_answers")


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Three imports, the second of them undone."""
    folder = tmp_path_factory.mktemp("made")
    desk = loading.with_files(folder / "data")
    load(desk, orders(folder, "a.csv", "1 10 2026-09-01", "2 20 2026-09-02"))
    load(desk, orders(folder, "b.csv", "1 11 2026-09-01", "3 30 2026-10-03"))
    load(desk, campaigns(folder, "c.csv", "Fair 2026-09-01 2026-09-01 5"))
    imports.undo(desk, 2, "Ben", AT)
    desk.warehouse.close()
    return desk.settings.data


@pytest.fixture
def desk(made, tmp_path):
    opened = loading.copied(made, tmp_path / "data")
    yield opened
    opened.warehouse.close()


def faults(desk):
    return soundness.faults(desk.warehouse, desk.settings)


def tamper(desk, statement):
    with desk.warehouse.writing() as cursor:
        cursor.execute(statement)


def test_an_untouched_ledger_has_no_fault(desk):
    assert faults(desk) == []


def test_a_changed_original_is_found(desk):
    hash_ = imports.history(desk.warehouse)[0].hash
    (desk.settings.archive / f"{hash_}.zst").write_bytes(b"another file")
    assert faults(desk) == ["Import 3 (c.csv): its original is not in the archive, or was changed there."]


def test_a_missing_original_is_found_of_an_undone_import_too(desk):
    """A rebuild loads it and takes it back again."""
    for one in imports.history(desk.warehouse)[:2]:
        (desk.settings.archive / f"{one.hash}.zst").unlink()
    said = "its original is not in the archive, or was changed there."
    assert faults(desk) == [f"Import 3 (c.csv): {said}", f"Import 2 (b.csv): {said}"]


@pytest.mark.parametrize(
    "change",
    [
        "set amount = 21",
        "set company = 'Another Ltd'",
        "set country = 'Malta'",
        "set line = 7",
        "set delivered_on = '2026-09-09'",
    ],
)
def test_a_row_altered_by_hand_is_found_though_its_kpis_follow(desk, change):
    tamper(desk, f"update ledger.orders {change} where import_id = 1 and document_no = '2'")
    with desk.warehouse.writing() as cursor:
        measures.keep(cursor, {"orders"}, None)
        journeys.keep(cursor)
    lines = "3, 7" if "line" in change else "3"
    assert faults(desk) == [f"Import 1 (a.csv): Orders of these lines are not what the file says: {lines}."]


def test_a_row_altered_to_another_key_is_found_twice(desk):
    tamper(desk, "update ledger.campaign_days set campaign = 'Another' where import_id = 3")
    assert faults(desk) == ["Import 3 (c.csv): Campaign days of these lines are not what the file says: 2."]


def test_what_an_older_ledger_could_not_keep_is_told_as_that(desk, tmp_path):
    lines = ["tool,contact_id,company,lead_at,segment", "CRM,1,Example Ltd,2026-09-01,Machines"]
    loading.load(desk, loading.written(tmp_path, "d.csv", lines))
    tamper(desk, "update ledger.contacts set segment = null")
    with desk.warehouse.writing() as cursor:
        measures.keep(cursor, {"contacts"}, None)
        journeys.keep(cursor)
    said = "was loaded before its segment could be kept. `rebuild` loads all files anew, with what they say."
    assert faults(desk) == [f"Import 4 (d.csv) {said}"]
    tamper(desk, "update ledger.contacts set segment = 'Other'")
    with desk.warehouse.writing() as cursor:
        measures.keep(cursor, {"contacts"}, None)
        journeys.keep(cursor)
    assert faults(desk) == ["Import 4 (d.csv): Contacts of these lines are not what the file says: 2."]


def test_a_name_made_to_stand_for_another_company_is_found(desk):
    tamper(desk, "insert into ledger.company_aliases values ('Example Ltd', 'somebody else')")
    with desk.warehouse.writing() as cursor:
        measures.keep(cursor, {"orders"}, None)
        journeys.keep(cursor)
    assert faults(desk) == ["These names stand for another company than contacts and decisions say: “Example Ltd”."]


def test_a_journey_altered_by_hand_is_found(desk):
    tamper(desk, "update ledger.journeys set country = 'Malta'")
    assert faults(desk) == ["The journeys of these companies are not what their rows say: “example”."]


def test_an_import_whose_format_is_declared_no_more_is_a_fault_and_no_crash(desk):
    log = desk.settings.archive / archive.LOG
    log.write_text(log.read_text().replace('"format": "custodian_campaign_days"', '"format": "forgotten"'))
    (fault,) = faults(desk)
    assert fault.startswith("Import 3 (c.csv): Expected c.csv to be read as “forgotten”, as in import 3; found")
    with pytest.raises(Refused, match="undo the import and load the file anew"):
        rebuilt(desk)


def test_a_row_that_was_made_to_count_or_not_is_found(desk):
    tamper(desk, "update ledger.campaign_days set is_current = false")
    assert any(fault.startswith("Campaign days: 1 rows are current that should not be") for fault in faults(desk))


def test_a_row_that_was_taken_out_is_found(desk):
    tamper(desk, "delete from ledger.orders where import_id = 1 and document_no = '2'")
    assert "Import 1 (a.csv): expected 2 rows in the ledger, found 1." in faults(desk)


def test_a_kpi_that_was_changed_by_hand_is_found_and_left_as_it_is(desk):
    tamper(desk, "update ledger.kpi_months set numerator = 99 where kpi = 'revenue' and split = ''")
    before = loading.kpis(desk)
    assert faults(desk) == [
        "The KPI revenue of 2026-09 is not what its rows say: kept 99 (n = 2), computed again 30 (n = 2)."
    ]
    assert loading.kpis(desk) == before


def rebuilt(desk):
    chosen = settings.load(data=desk.settings.data, ledger=":memory:", records=":memory:", **BRAND)
    anew = imports.opened(catalogues.open_warehouse(chosen), chosen)
    soundness.rebuild(desk.settings, anew)
    return anew


def every_row(desk, table):
    with desk.warehouse.reading() as cursor:
        return sorted(map(repr, queries.fetch(cursor, f"from ledger.{table}").rows()))


def test_a_rebuilt_ledger_is_the_same_row_for_row_undone_imports_included(desk):
    anew = rebuilt(desk)
    for table in (*TABLES, "imports"):
        assert every_row(anew, table) == every_row(desk, table)
    assert [(one.import_id, one.is_undone) for one in imports.history(anew.warehouse)] == [
        (3, False),
        (2, True),
        (1, False),
    ]
    assert loading.kpis(anew) == loading.kpis(desk)
    assert current(anew, "orders") == current(desk, "orders")
    assert soundness.faults(anew.warehouse, desk.settings) == []


def test_answers_once_given_for_a_survey_are_not_asked_again_by_a_rebuild(desk, tmp_path):
    path = written(tmp_path, "survey.csv", SURVEY)
    (asked,) = loading.look(desk, path)
    assert asked.status == "needs_answer"
    answers = {one.key: one.suggestion or "Autumn" for one in asked.questions}
    load(desk, path, answers=answers)
    assert len(current(desk, "survey_answers")) == 2
    anew = rebuilt(desk)
    assert every_row(anew, "survey_answers") == every_row(desk, "survey_answers")
    assert imports.history(anew.warehouse) == imports.history(desk.warehouse)


def test_a_rebuild_without_an_original_says_which_and_where_to_get_it(desk):
    log = [json.loads(line) for line in (desk.settings.archive / "imports.jsonl").read_text("utf-8").splitlines()]
    (desk.settings.archive / f"{log[0]['hash']}.zst").unlink()
    with pytest.raises(Refused, match=r"the original of import 1 \(a.csv\) in the archive.*Put the file back"):
        rebuilt(desk)

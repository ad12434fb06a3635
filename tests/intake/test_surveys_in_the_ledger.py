"""Surveys month after month: old answers stay as they are, each survey is asked about once, scales stay apart."""

import pytest

from custodian.domain import imports
from custodian.intake import formats
from custodian.warehouse import queries
from tests import loading
from tests.loading import current, load, written

LIKELY = "How likely are you to recommend us?"
FORM = f"Zeitstempel,{LIKELY},Why?"
OLD = [
    "2026/09/28 2:53:02 PM MESZ,9,good",
    "2026/09/28 2:53:07 PM MESZ,3,dear",
    "2026/09/28 2:53:07 PM MESZ,8,",
]
NEW = ["2026/10/30 9:00:00 AM MEZ,10,quick"]
ANSWERS = {"account": "Customers", f"survey:{LIKELY}": "customer//recommend", "survey:Why?": "customer//"}


@pytest.fixture
def desk(tmp_path):
    return loading.desk(tmp_path / "data")


def counts(done):
    told = done.comparison
    return told.rows_added, told.rows_changed, told.rows_unchanged


def form(folder, name, rows, header=FORM):
    return written(folder, name, [header, *rows])


def test_a_newer_export_brings_only_what_is_new(desk, tmp_path):
    """In another order, with a question more, downloaded by somebody in another country."""
    first = load(desk, form(tmp_path, "a.csv", OLD), answers=ANSWERS)
    assert counts(first) == (5, 0, 0)
    before = current(desk, "survey_answers")
    assert load(desk, form(tmp_path, "b.csv", [*OLD, *NEW])).comparison.rows_added == 2
    moved = [row.replace("2:53", "6:23").replace("MESZ", "GMT+5:30") + "," for row in reversed(OLD)]
    wider = form(tmp_path, "c.csv", ["2026/10/31 8:00:00 PM GMT+5:30,1,,yes", *moved], f"Timestamp,{LIKELY},Why?,More?")
    [asking] = loading.look(desk, wider)
    assert [question.key for question in asking.questions] == ["survey:More?"]
    last = load(desk, wider, answers={"survey:More?": "customer//"})
    assert counts(last) == (2, 0, 5)
    assert set(before) <= set(current(desk, "survey_answers"))


def test_the_same_answers_told_apart_in_another_way_are_refused(desk, tmp_path):
    """The linked sheet names no zone: its answers would stand beside the same ones of the download."""
    load(desk, form(tmp_path, "a.csv", OLD), answers=ANSWERS)
    [refused] = loading.look(desk, form(tmp_path, "sheet.csv", ["28.09.2026 14:53:02,9,good"]))
    assert refused.status == "refused"
    assert "told apart by (its moment), as in this source's files before" in refused.refusal


def test_responses_without_number_and_time_are_known_by_their_answers(desk, tmp_path):
    header = "Are you content?,Would you come again?,Why?"
    answers = {f"survey:{question}": "customer//" for question in header.split(",")} | {"account": "S"}
    period = {"period": "2026-10-01..2026-10-31"}
    load(desk, form(tmp_path, "a.csv", ["4,Yes,", "4,Yes,", "2,No,dear"], header), answers=answers | period)
    again = form(tmp_path, "b.csv", ["5,Yes,new", "2,No,dear", "4,Yes,", "4,Yes,"], header)
    assert counts(load(desk, again, answers=period)) == (3, 0, 7)


def test_each_survey_of_a_source_is_asked_about_and_known_again(desk, tmp_path):
    load(desk, form(tmp_path, "a.csv", OLD), answers=ANSWERS)
    lost = f"Zeitstempel,{LIKELY},Who won?,What was missing?,Why?"
    theirs = form(tmp_path, "lost.csv", ["2026/09/29 2:00:00 PM MESZ,2,Siemens,a crane,12"], lost)
    [asking] = loading.look(desk, theirs)
    assert [question.key for question in asking.questions] == [
        "account",
        f"survey:{LIKELY}",
        "survey:Who won?",
        "survey:What was missing?",
        "survey:Why?",
    ]
    told = {question.key: "lost buyer//" for question in asking.questions} | {"account": "Lost buyers"}
    load(desk, theirs, answers=told)
    load(desk, form(tmp_path, "b.csv", [*OLD, *NEW]))
    load(desk, form(tmp_path, "lost2.csv", ["2026/10/29 2:00:00 PM MESZ,1,ABB,a pump,13"], lost))
    found = {(row[0], row[5]) for row in current(desk, "survey_answers")}
    assert found == {("Customers", "customer"), ("Lost buyers", "lost buyer")}
    assert len(current(desk, "survey_answers")) == 5 + 2 + 4 + 4


def test_of_two_surveys_with_the_same_questions_only_the_name_is_asked(desk, tmp_path):
    load(desk, form(tmp_path, "a.csv", OLD), answers=ANSWERS)
    load(desk, form(tmp_path, "b.csv", NEW), answers={"account": "Customers abroad"} | ANSWERS | {"account": "Abroad"})
    third = form(tmp_path, "c.csv", ["2026/10/31 9:00:00 AM MEZ,4,dear"])
    [asking] = loading.look(desk, third)
    assert [question.key for question in asking.questions] == ["account"]
    done = load(desk, third, answers={"account": "Abroad"})
    assert done.status == "loaded" and done.comparison.rows_added == 2


def test_hubspots_score_is_of_the_ratings_from_0_to_10_alone(desk, tmp_path):
    """1,719 answers, 710 for us and 268 against: 25.71. With the 245 ratings from 0 to 2 in it, it would be 10.2."""
    scored = (
        [("9", "Promoter")] * 500 + [("10", "Promoter")] * 210 + [("8", "Passive")] * 741 + [("6", "Detractor")] * 268
    )
    content = [("2", "Positive")] * 221 + [("1", "Neutral")] * 21 + [("0", "Negative")] * 3
    rows = [f"{at},{at},{rating},2025-06-23 13:12,Loyalty,{group}," for at, (rating, group) in enumerate(scored)]
    rows += [f"c{at},{at},{rating},2025-06-24 13:12,Support,,{group}" for at, (rating, group) in enumerate(content)]
    load(desk, written(tmp_path, "f.csv", ["Record ID,Contact Id,Rating,Date,Survey Name,NPS,CSAT", *rows]))
    kept = {row[0]: row[4:6] for row in loading.kpis(desk) if row[0] in ("recommend", "satisfaction") and not row[2]}
    assert kept == {"recommend": (442.0, 1719.0)}
    assert round(100 * 442 / 1719, 2) == 25.71


def test_a_survey_in_another_language_of_hubspot_is_scored_too(desk, tmp_path):
    header = "Record ID,Contact Id,Rating,Date,Survey Name,NPS,CSAT"
    load(
        desk,
        written(tmp_path, "f.csv", [header, "1,1,9,2025-06-23 13:12,L,Förderer,", "2,2,2,2025-06-23 13:12,S,,Positiv"]),
    )
    assert [(row[3], row[8], row[9]) for row in current(desk, "survey_answers")] == [
        ("Rating", "recommend", 9.0),
        ("Rating", None, 2.0),
    ]


def test_every_survey_format_has_a_name_for_each_way_to_tell_responses_apart():
    wide = [one for one in formats.declared().values() if one.wide_survey]
    assert {one.tool for one in wide} >= {"Google Forms", "Typeform", "Qualtrics", "SurveyMonkey", "Survey"}
    assert all(one.columns["response_id"].names for one in wide)


def test_a_survey_is_known_again_when_the_ledger_is_built_anew(desk, tmp_path):
    load(desk, form(tmp_path, "a.csv", OLD), answers=ANSWERS)
    with desk.warehouse.reading() as cursor:
        kept = queries.run(cursor, "imports/contract", source="Google Forms", format="google_forms_answers").item()
    assert '"surveys": {"Customers"' in kept and '"account": ""' in kept
    assert '"account": "Customers"' in imports.history(desk.warehouse)[0].contract

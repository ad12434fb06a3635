"""A source whose files change: what is named, what is asked with one click, what is refused."""

import json
import zipfile

import pytest

from custodian import __main__, settings
from custodian.domain import house, imports, looking
from custodian.intake import committing, drift
from custodian.intake.contracts import Contract
from custodian.warehouse import tables
from tests import loading
from tests.loading import AT, load, written
from tests.test_import_page import drop, press
from tests.test_pages import read, visit

HEADER = "Day,Campaign status,Campaign,Currency code,Cost,Impr.,Clicks"
SEPTEMBER = "2026-09-01,Enabled,Brand,EUR,5.50,100,7"
OCTOBER = "2026-10-01,Enabled,Brand,EUR,6.25,120,9"


@pytest.fixture
def desk(tmp_path):
    """Google Ads' September is loaded."""
    desk = loading.desk(tmp_path / "data")
    assert load(desk, written(tmp_path, "september.csv", [HEADER, SEPTEMBER])).status == "loaded"
    return desk


@pytest.fixture
def october(desk, tmp_path):
    """The preview of October's file, with names replaced in its header."""

    def preview(header: str = HEADER, row: str = OCTOBER, **answers: str):
        told = {f"renamed:{old}": new for old, new in answers.items()}
        return loading.look(desk, written(tmp_path, "october.csv", [header, row]), answers=told)[0]

    return preview


def said(one) -> list[str]:
    return [f"{each.what}: {each.because}" for each in one.decisions]


def costs(desk) -> list[str]:
    """Of every day, in order."""
    at = list(tables.declared()["campaign_days"].stored).index("cost")
    return sorted(str(row[at]) for row in loading.current(desk, "campaign_days"))


def test_a_file_like_the_one_before_names_no_change(october):
    assert not [line for line in said(october()) if "olumn" in line or "header" in line]


def test_a_renamed_column_is_asked_about_with_cells_of_it_and_never_taken_by_itself(october):
    one = october(HEADER.replace("Cost", "Spend"))
    [question] = one.questions
    assert (one.status, question.key) == ("needs_answer", "renamed:Cost")
    assert question.text == "Is “Spend” what was called “Cost” before?"
    assert question.example == "6.25"
    assert [choice.value for choice in question.choices] == ["Spend", "no"]
    assert question.suggestion == ""  # `--yes` takes suggestions


def test_a_confirmed_name_is_read_named_and_not_asked_again(desk, october, tmp_path):
    header = HEADER.replace("Cost", "Spend")
    one = october(header, Cost="Spend")
    assert "Column “Cost” is now called “Spend”: you said so" in said(one)
    assert imports.commit(desk, one, "Ada", AT).status == "loaded"
    assert loading.look(desk, one.path)[0].status == "unchanged"
    november = written(tmp_path, "november.csv", [header, "2026-11-01,Enabled,Brand,EUR,7.75,130,8"])
    (after,) = loading.look(desk, november)
    assert (after.status, after.because) == (
        "dry_run",
        "Google Ads, Campaign report: “Spend” renamed, as you said before.",
    )
    assert not [line for line in said(after) if "olumn" in line]
    imports.commit(desk, after, "Ada", AT)
    assert looking.obeyed(desk.warehouse, "Google Ads", "google_ads_campaigns").columns["cost"] == "Spend"
    assert costs(desk) == ["5.5000", "6.2500", "7.7500"]


def test_a_column_renamed_once_more_is_asked_about_by_its_last_name(desk, october):
    load(desk, october(HEADER.replace("Cost", "Spend")).path, answers={"renamed:Cost": "Spend"})
    header, row = HEADER.replace("Cost", "Outlay"), OCTOBER.replace("10-01", "11-01")
    [question] = october(header, row).questions
    assert question.text == "Is “Outlay” what was called “Spend” before?"
    one = october(header, row, Spend="Outlay")
    assert one.status == "dry_run"
    assert one.staged.contract.renamed == {"Spend": "Cost", "Outlay": "Cost"}
    assert "Column “Spend” is now called “Outlay”: you said so" in said(one)


def test_two_columns_renamed_are_two_questions_where_their_names_tell_which_is_which(october):
    header = HEADER.replace("Cost", "Cost of ads").replace("Campaign status", "Status of campaign")
    assert {one.text for one in october(header).questions} == {
        "Is “Cost of ads” what was called “Cost” before?",
        "Is “Status of campaign” what was called “Campaign status” before?",
    }
    told = {"Cost": "Cost of ads", "Campaign status": "Status of campaign"}
    assert october(header, **told).status == "dry_run"


def test_a_renamed_column_by_which_no_file_is_known_is_asked_about_too(october):
    [question] = october(HEADER.replace("Clicks", "Taps")).questions
    assert question.text == "Is “Taps” what was called “Clicks” before?"


@pytest.mark.parametrize(
    ("header", "row", "found"),
    [
        (HEADER.replace("Cost", "Spend,Outlay"), OCTOBER.replace("6.25", "6.25,6.20"), "“Spend”, “Outlay”"),
        (HEADER.replace("Cost", "Cost net,Cost gross"), OCTOBER.replace("6.25", "6,7"), "“Cost net”, “Cost gross”"),
        (HEADER.replace("Cost", "Spend").replace("Clicks", "Taps"), OCTOBER, "“Spend”, “Taps”"),
        (HEADER.replace(",Cost", ""), OCTOBER.replace(",6.25", ""), "none that may be it"),
        (HEADER.replace("Cost", "Spend (USD)"), OCTOBER, "another currency"),
    ],
)
def test_what_may_be_several_things_or_is_simply_gone_is_refused_and_may_be_matched_by_hand(
    october, header, row, found
):
    one = october(header, row)
    assert (one.status, one.has_drifted) == ("refused", True)
    assert "the column “C" in one.refusal and found in one.refusal and "match the columns by hand" in one.refusal


def test_a_no_refuses_the_file(october):
    one = october(HEADER.replace("Cost", "Spend"), Cost="no")
    assert (one.status, one.has_drifted) == ("refused", True)
    assert "found none, as you said" in one.refusal


def test_an_answer_may_not_take_a_column_that_was_there_before(october):
    one = october(HEADER.replace("Cost", "Spend"), Cost="Clicks")
    assert "found “Clicks”, which was there before" in one.refusal


def test_added_gone_and_moved_columns_are_only_named(october, desk, tmp_path):
    load(desk, written(tmp_path, "more.csv", [HEADER + ",Notes", OCTOBER + ",x"]))
    one = october("Clicks,Labels,Day,Campaign status,Campaign,Currency code,Cost,Impr.", "9,x," + OCTOBER[:-2])
    assert one.status == "dry_run"
    told = said(one)
    assert "Column new: “Labels”: no figure needs it; it is left out" in told
    assert "Column gone: “Notes”: no figure needed it" in told
    assert "Column in another place: “Clicks”: columns are found by their names" in told
    assert one.comparison.rows_unchanged == 1


def test_an_added_column_that_is_read_is_named_as_such(october):
    told = said(october(HEADER + ",Conversions", OCTOBER + ",2"))
    assert "Column new: “Conversions”: it is read, as this kind of file may have it" in told


def test_another_language_is_named_and_needs_no_answer(october):
    one = october("Tag,Kampagnenstatus,Kampagne,Währungscode,Kosten,Impressionen,Klicks")
    assert one.status == "dry_run"
    [told] = [line for line in said(one) if "language" in line]
    assert "“Kosten” for “Cost”" in told


def test_one_other_name_that_the_tool_is_known_to_use_is_named(october):
    told = said(october(HEADER.replace("Impr.", "Impressions")))
    assert "Column “Impr.” is now called “Impressions”: Google Ads is known to use both names" in told


def test_another_currency_in_the_header_is_named(desk, tmp_path):
    header = "Campaign name,Reporting starts,Reporting ends,Amount spent ({}),Impressions,Link clicks"
    load(desk, written(tmp_path, "a.csv", [header.format("EUR"), "Brand,2026-09-01,2026-09-01,5.50,100,7"]))
    path = written(tmp_path, "b.csv", [header.format("USD"), "Brand,2026-10-01,2026-10-01,6.50,100,7"])
    told = said(loading.look(desk, path)[0])
    assert any(line.startswith("Amounts are in USD; before they were in EUR") for line in told)


def test_dates_in_another_order_than_before_are_refused(desk, tmp_path):
    rows = ("Xero,1,Example,{},10,EUR",)
    header = "tool,document_no,company,ordered_on,amount,currency"
    load(desk, written(tmp_path, "a.csv", [header, *(row.format("13/09/2026") for row in rows)]))
    path = written(tmp_path, "b.csv", [header, *(row.format("09/14/2026") for row in rows)])
    (one,) = loading.look(desk, path)
    assert one.status == "refused" and "day before month" in one.refusal and "“09/14/2026”" in one.refusal


def test_a_companion_of_a_known_table_is_not_taken_for_what_the_known_one_was(desk, tmp_path):
    """Search Console's countries differ in one name from its queries."""
    figures = "Clicks,Impressions,CTR,Position"
    about = ["Filter,Value", "Search type,Web", "Date,1 Sep 2026-30 Sep 2026"]

    def export(name: str, *parts: tuple[str, str]):
        place = tmp_path / name
        with zipfile.ZipFile(place, "w") as packed:
            packed.writestr("Filters.csv", "\n".join(about))
            for first, row in parts:
                packed.writestr(f"{first}.csv", f"{first},{figures}\n{row},5,50,10%,3.1\n")
        return loading.look(desk, place, answers={"account": "example.com"})

    queries, countries = ("Top queries", "shoes"), ("Country", "Austria")
    before = export("september.zip", queries, countries)
    for one in before:
        if one.status == "dry_run":
            imports.commit(desk, one, "Ada", AT)
    after = {one.part: one.status for one in export("october.zip", queries, countries)}
    assert after["Countries.csv" if "Countries.csv" in after else "Country.csv"] == "passed_over"
    assert "needs_answer" not in after.values()


def test_a_contract_kept_before_headers_were_remembered_is_still_read(october, desk):
    told = json.loads(committing.written(Contract(source="Google Ads", columns={"cost": "Cost"})))
    del told["header"], told["renamed"]
    assert committing.read(json.dumps(told)).header == ()


def test_names_that_stand_elsewhere_because_of_a_new_neighbour_have_not_moved():
    assert drift.between(["a", "b", "c", "d"], ["x", "a", "b", "c", "d"]) == drift.Drift(("x",), (), ())
    assert drift.between(["a", "b", "c", "d"], ["d", "a", "b", "c"]) == drift.Drift((), (), ("d",))
    assert drift.between(["a", "b"], ["A ", "b"]) == drift.Drift((), (), ())


def test_the_command_line_asks_with_exit_code_3_takes_no_suggestion_and_obeys_the_answer(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("CUSTODIAN_DATA", str(tmp_path / "data"))
    first = written(tmp_path, "september.csv", [HEADER, SEPTEMBER])
    second = written(tmp_path, "october.csv", [HEADER.replace("Cost", "Spend"), OCTOBER])
    try:
        assert __main__.run(["import", str(first)]) == 0
        assert __main__.run(["import", str(second), "--yes"]) == 3
        assert "Is “Spend” what was called “Cost” before?" in " ".join(capsys.readouterr().out.split())
        assert __main__.run(["import", str(second), "--answer", "renamed:Cost=no"]) == 1
        assert __main__.run(["import", str(second), "--answer", "renamed:Cost=Spend"]) == 0
    finally:
        house.close(settings.load())


@pytest.mark.parametrize(("label", "says"), [("Yes, “Spend” is", "Ready to load"), ("No, it is", "as you said")])
def test_the_page_asks_and_one_click_answers(warehouse, label, says):
    app = press(drop(visit("pages/import.py"), ("september.csv", f"{HEADER}\n{SEPTEMBER}\n")), "Load")
    spend = HEADER.replace("Cost", "Spend")
    app = drop(app, ("october.csv", f"{spend}\n{OCTOBER}\n"))
    assert "Is “Spend” what was called “Cost” before? For example: 6.25" in read(app)
    button = next(one for one in app.button if one.label.startswith(label))
    app = button.click().run()
    assert not app.exception
    assert says in read(app) + " ".join(one.value for one in app.error)
    assert bool([one for one in app.selectbox if one.label == "What is in it?"]) == (label[0] == "N")

"""The Import page as whoever uploads meets it: drop, look, answer, load, take back."""

import gc
import tempfile
from datetime import date, datetime

import pytest

from custodian.domain import imports, kpis
from custodian.intake import templates
from custodian.ui import readings
from custodian.warehouse import tables
from tests import sample
from tests.test_pages import HOSTILE, read, sheets, visit

DEALS = """tool,deal_id,company,outcome,amount,currency,created_on,closed_on
CRM,1,Alpha,won,100.00,EUR,2026-09-01,2026-10-05
CRM,2,Beta,lost,50.00,EUR,2026-09-02,2026-10-06
"""


@pytest.fixture
def page(warehouse):
    return visit("pages/import.py")


def drop(app, *files: tuple[str, str]):
    app.file_uploader[0].set_value([(name, text.encode(), "text/csv") for name, text in files])
    return app.run()


def press(app, label: str):
    next(button for button in app.button if button.label == label).click()
    return app.run()


def history(app) -> list[dict]:
    return next(rows for rows in sheets(app) if "Import" in rows[0])


def test_an_empty_ledger_asks_for_the_first_exports_and_offers_every_template(page):
    assert "Drop the first exports here" in read(page)
    assert len(page.get("download_button")) == len(tables.declared())
    assert "Nothing was loaded yet" in read(page)


def test_a_dropped_file_says_what_it_would_change_and_changes_nothing(page, warehouse):
    app = drop(page, ("deals.csv", DEALS))
    assert "**2** new · **0** changed · **0** unchanged" in read(app)
    assert "Ready to load" in read(app)
    moved = next(frame.value for frame in app.dataframe if "KPI" in frame.value.columns).to_dict("records")
    assert {"KPI": "Win rate", "Month": "October 2026", "Now": "—", "Then": "50%"} in moved
    assert imports.history(warehouse) == []


def test_load_fills_the_ledger_and_the_history_and_undo_empties_it(page, warehouse):
    app = press(drop(page, ("deals.csv", DEALS)), "Load")
    assert "Loaded" in read(app) and not app.exception
    assert [(row["File"], row["New"], row["State"]) for row in history(app)] == [("deals.csv", 2, "in")]
    with warehouse.reading() as cursor:
        assert cursor.execute("select sum(amount) from deals").fetchone()[0] == 150
    readings_of = imports.opened(warehouse, readings.in_force())
    imports.undo(readings_of, 1, "somebody", datetime(2026, 11, 24))
    app.run()
    assert [row["State"] for row in history(app)] == ["undone"]


def test_the_same_file_again_says_so(page):
    app = press(drop(page, ("deals.csv", DEALS)), "Load")
    app = drop(app, ("again.csv", DEALS))
    assert "Loaded before; nothing to do" in read(app)
    assert not [button for button in app.button if button.label == "Load"]


def test_several_files_are_loaded_at_once(page):
    contacts = templates.csv("contacts")
    app = press(drop(page, ("deals.csv", DEALS), ("contacts.csv", contacts)), "Load all 2 that are ready")
    assert sorted(row["File"] for row in history(app)) == ["contacts.csv", "deals.csv"]
    app = press(app, "Done: clear this list")
    assert not app.exception and "Loaded**" not in read(app)


def test_nothing_of_a_dropped_file_is_left_on_the_disk_once_it_is_cleared_or_the_visitor_gone(
    warehouse, tmp_path, monkeypatch
):
    """Exports hold customers' names."""
    lying = tmp_path / "temporary"
    lying.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(lying))

    def left() -> list[str]:
        return sorted(one.suffix or one.name for one in lying.rglob("*") if one.is_file())

    app = drop(visit("pages/import.py"), ("deals.csv", DEALS))
    assert left() == [".parquet", ".zst", "dropped"]
    app = press(app, "Load")
    app = press(app, "Done: clear this list")
    assert left() == []
    app = drop(app, ("deals.csv", DEALS.replace("50.00", "51.00")))
    assert left() == [".parquet", ".zst", "dropped"]
    app.file_uploader[0].set_value([])
    app.run()
    assert left() == []
    app = drop(app, ("deals.csv", DEALS.replace("50.00", "52.00")))
    assert left() == [".parquet", ".zst", "dropped"]
    del app
    gc.collect()
    assert list(lying.iterdir()) == []


def test_a_question_is_asked_in_plain_words_and_its_answer_is_obeyed(page):
    text = DEALS.replace("2026-09-01", "01/09/2026").replace("2026-09-02", "02/09/2026")
    text = text.replace("2026-10-05", "05/10/2026").replace("2026-10-06", "06/10/2026")
    app = drop(page, ("deals.csv", text))
    assert "A question first" in read(app)
    box = next(box for box in app.selectbox if "01/09/2026" in box.label.replace("\\", ""))
    box.set_value("dmy")
    app = press(app, "Answer")
    assert "Ready to load" in read(app) and "2026-09 to 2026-10" in read(app)


def test_refused_cells_are_listed_and_the_rest_can_be_loaded(page):
    app = drop(page, ("deals.csv", DEALS.replace("50.00", "fifty")))
    cells = next(frame.value for frame in app.dataframe if "Expected" in frame.value.columns).to_dict("records")
    assert [(cell["Line"], cell["Column"], cell["Value"]) for cell in cells] == [(3, "amount", "fifty")]
    app = press(app, "Load without 1 row")
    assert [(row["New"], row["Refused"]) for row in history(app)] == [(1, 1)]


def test_a_web_page_named_csv_is_refused_with_what_to_do(page):
    app = drop(page, ("export.csv", "<!doctype html><html><body>Sign in</body></html>"))
    assert "Expected a CSV file; found a web page" in read(app)


def test_an_unknown_file_is_matched_once_and_recognised_afterwards(page, tmp_path):
    text = "Kunde;Beleg;Tag;Netto;Waehrung\nAlpha;R1;2026-10-05;100,00;EUR\n"
    app = drop(page, ("Umsatz.csv", text))
    assert "Not recognised" in read(app)
    next(box for box in app.selectbox if box.label == "What is in it?").set_value("orders").run()
    wanted = {
        "company": "Kunde",
        "document no": "Beleg",
        "ordered on": "Tag",
        "amount": "Netto",
        "currency": "Waehrung",
    }
    for box in app.selectbox:
        ours = box.label.split(":")[0].removesuffix(" (needed)")
        if ours in wanted:
            box.set_value(wanted[ours])
    app = press(app, "Keep and read the file")
    assert not app.exception and "Ready to load" in read(app)
    assert len(list((tmp_path / "formats" / "own").glob("*.toml"))) == 1
    app = drop(press(app, "Load"), ("November.csv", text.replace("R1", "R2")))
    assert "**1** new" in read(app)


def test_hostile_names_and_cells_are_shown_as_they_stand(page):
    app = drop(page, (f"{HOSTILE[:60]}.csv", DEALS.replace("Alpha", "<img src=x onerror=alert(1)>")))
    assert not app.exception
    assert not any("<script>" in element.value and not element.allow_html for element in app.get("html"))


def test_the_sample_company_goes_with_one_click(tmp_path, monkeypatch):
    monkeypatch.setenv("CUSTODIAN_DATA", str(sample.copied(tmp_path)))
    app = visit("pages/import.py")
    assert "You are looking at the sample company" in read(app)
    assert not app.file_uploader
    app = press(app, "Remove the sample and start with your own files")
    assert "Drop the first exports here" in read(app)
    with readings.warehouse().reading() as cursor:
        assert cursor.execute("select count(*) from ledger.imports").fetchone() == (0,)
    readings.warehouse().close()


def test_every_kpi_that_an_import_moves_is_known_by_its_title(page):
    app = drop(page, ("deals.csv", DEALS))
    moved = next(frame.value for frame in app.dataframe if "KPI" in frame.value.columns)
    assert set(moved["KPI"]) <= {kpi.title for kpi in kpis.catalogue().values()}


def test_whoever_has_loaded_something_is_led_to_the_names_that_may_be_one_company(page):
    assert page.get("page_link") == []
    app = press(drop(page, ("deals.csv", DEALS)), "Load")
    (link,) = app.get("page_link")
    assert link.proto.label == "Which names are one company?"


QUERIES = "Top queries,Clicks,Impressions,CTR,Position\nvoltara,10,100,10%,1.5\n"


def test_the_days_of_a_file_are_picked_and_none_are_taken_for_granted(page):
    """An example to choose had been offered as an answer: whoever took it loaded the wrong month."""
    app = drop(page, ("Queries.csv", QUERIES))
    days = app.date_input[0]
    assert "Pick the first and the last day" in days.label and "For example" not in days.label and days.value == ()
    app = press(app, "Answer")
    assert app.date_input[0].value == () and "A question first" in read(app)
    app.date_input[0].set_value((date(2026, 8, 1), date(2026, 8, 31)))
    app = answer_website(press(app, "Answer"))
    assert "**1** new" in read(app) and "2026-08" in read(app) and not app.exception


def test_the_days_in_a_files_name_are_offered(page):
    app = drop(page, ("Queries 2026-08-01 to 2026-08-31.csv", QUERIES))
    assert app.date_input[0].value == (date(2026, 8, 1), date(2026, 8, 31))
    app = answer_website(press(app, "Answer"))
    assert "**1** new" in read(app) and "2026-08" in read(app)


def answer_website(app):
    assert not app.date_input
    next(box for box in app.text_input if "Which website" in box.label).set_value("voltara.example")
    return press(app, "Answer")

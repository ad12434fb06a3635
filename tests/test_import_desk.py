"""Many files on the Import page at once: one overview, a question asked once, mended cells, what has drifted."""

import csv
import io
from datetime import date, timedelta

import pytest

from custodian.domain import imports
from custodian.intake import mending
from tests.intake.test_drift import HEADER as GOOGLE_ADS
from tests.intake.test_drift import OCTOBER, SEPTEMBER
from tests.test_import_page import DEALS, drop, history, page, press  # noqa: F401
from tests.test_pages import HOSTILE, bar, read, visit

ORDERS = "tool,document_no,company,ordered_on,amount,currency\n"
UNCLEAR = [(f"unclear {at}.csv", f"{ORDERS}Shop,{at},Example,0{at}/04/2026,10,EUR\n") for at in (1, 2, 3)]


def overview(app) -> list[dict]:
    (found,) = [frame.value for frame in app.dataframe if "What is needed" in frame.value.columns]
    return found.to_dict("records")


def arrivals(app):
    return app.session_state["custodian_arrivals"]


def mended(app, *said: str) -> str:
    """The list that the page offers, with these texts written beside the cells."""
    staged = [one.staged for arrival in arrivals(app).files.values() for one in arrival.previews if one.staged]
    rows = list(csv.DictReader(io.StringIO(mending.written(staged).removeprefix("\ufeff"))))
    text = io.StringIO()
    told = csv.DictWriter(text, mending.HEADER)
    told.writeheader()
    told.writerows(row | {"Mended": one} for row, one in zip(rows, said, strict=True))
    return text.getvalue()


def test_thirty_files_are_one_overview_with_those_that_need_somebody_first(page):  # noqa: F811
    good = [(f"{at}.csv", f"{ORDERS}Shop,{at},Example,2026-09-{at:02},10,EUR\n") for at in range(1, 26)]
    bad = [("page.csv", "<!doctype html><html></html>"), ("cells.csv", DEALS.replace("50.00", "fifty"))]
    app = drop(page, *good, *bad, *UNCLEAR)
    assert "30 tables: 25 ready to load, 3 waiting for an answer, 1 with cells to mend, 1 refused" in read(app)
    told = overview(app)
    assert [row["File"] for row in told[:5]] == [*(name for name, _ in UNCLEAR), "page.csv", "cells.csv"]
    assert [row["State"] for row in told[2:6]] == [
        "? A question first",
        "▼ Refused",
        "▼ Cells to mend",
        "● Ready to load",
    ]
    assert told[4]["What is needed"] == "Mend the cells of 1 row, or load without them"
    assert (told[5]["Recognised as"], told[5]["New"], told[5]["Months"]) == (
        "Custodian · Template: orders",
        "1",
        "2026-09",
    )
    app = press(app, "Show what they will move together")
    moved = next(frame.value for frame in app.dataframe if "KPI" in frame.value.columns).to_dict("records")
    assert {"KPI": "Revenue", "Month": "September 2026", "Now": "—", "Then": "€250"} in moved
    app = press(app, "Load all 25 that are ready")
    assert len(history(app)) == 25 and "25 in" in read(app)


def test_the_same_question_of_one_source_is_asked_once(page):  # noqa: F811
    app = drop(page, *UNCLEAR, ("deals.csv", DEALS))
    assert [row["State"] for row in overview(app)].count("? A question first") == 3
    assert "The answer counts for 2 other files of this source too." in [caption.value for caption in app.caption]
    next(box for box in app.selectbox if "01/04/2026" in box.label.replace("\\", "")).set_value("dmy")
    app = press(app, "Answer")
    assert [row["State"] for row in overview(app)] == ["● Ready to load"] * 4
    assert [row["Months"] for row in overview(app)][:3] == ["2026-04"] * 3


def test_a_file_that_contradicts_one_loaded_with_it_is_refused_and_not_loaded_wrong(page):  # noqa: F811
    first = ("a.csv", f"{ORDERS}Shop,1,Example,13/04/2026,10,EUR\n")
    second = ("b.csv", f"{ORDERS}Shop,2,Example,04/14/2026,10,EUR\n")
    app = press(drop(page, first, second), "Load all 2 that are ready")
    assert sorted(row["State"] for row in overview(app)) == ["▼ Refused", "✓ Loaded"]
    assert [row["File"] for row in history(app)] == ["a.csv"]


def test_mended_cells_come_back_and_load_as_a_correct_file_would(page, warehouse):  # noqa: F811
    wrong = DEALS.replace("50.00", "fifty")
    app = drop(page, ("deals.csv", wrong))
    app = drop(app, ("deals.csv", wrong), ("refused cells.csv", mended(app, "50.00")))
    assert "refused cells.csv: 1 mended cell taken over." in [one.value.replace("\\", "") for one in app.success]
    app = press(app, "Load")
    assert [(row["File"], row["New"], row["Refused"]) for row in history(app)] == [("deals.csv", 2, 0)]
    with warehouse.reading() as cursor:
        assert cursor.execute("select sum(amount) from deals").fetchone()[0] == 150


def test_a_list_alone_mends_the_file_of_the_archive(page):  # noqa: F811
    app = drop(page, ("deals.csv", DEALS.replace("50.00", "fifty")))
    told = mended(app, "50.00")
    app = press(press(app, "Load without 1 row"), "Done: clear this list")
    app = press(drop(app, ("refused cells.csv", told)), "Load")
    assert [(row["File"], row["New"], row["State"]) for row in history(app)] == [
        ("deals.csv", 1, "in"),
        ("deals.csv", 1, "in"),
    ]


def test_a_list_without_its_file_says_what_to_do(page):  # noqa: F811
    app = drop(page, ("deals.csv", DEALS.replace("50.00", "fifty")))
    app = drop(app, ("refused cells.csv", mended(app, "50.00")))
    assert "Bring the file and the list together" in " ".join(one.value.replace("\\", "") for one in app.error)


def test_changed_and_vanished_rows_are_shown_by_name(page):  # noqa: F811
    app = press(drop(page, ("deals.csv", DEALS + "CRM,3,Gamma,won,9.00,EUR,2026-09-03,2026-10-06\n")), "Load")
    app = drop(app, ("later.csv", DEALS.replace("50.00", "55.00")))
    assert "**0** new · **1** changed · **1** unchanged · 1 no longer in the export" in read(app)
    frames = {tuple(frame.value.columns): frame.value.to_dict("records") for frame in app.dataframe}
    (change,) = frames["Line", "Row", "Column", "Before", "After"]
    assert (change["Row"], change["Column"], change["Before"], change["After"]) == ("CRM · 2", "amount", "50", "55")
    assert frames["Row", "From file", "Line"] == [{"Row": "CRM · 3", "From file": "deals.csv", "Line": 4}]


def test_what_a_file_drifted_from_is_named_above_its_button(page):  # noqa: F811
    app = press(drop(page, ("september.csv", f"{GOOGLE_ADS}\n{SEPTEMBER}\n")), "Load")
    moved = f"Notes,{GOOGLE_ADS.replace('Impr.', 'Impressions')}\nx,{OCTOBER}\n"
    app = drop(app, ("october.csv", moved))
    (told,) = [info.value.replace("\\", "") for info in app.info]
    assert told.splitlines()[0] == "Other than in this source's file before:"
    assert "- Column “Impr.” is now called “Impressions”: Google Ads is known to use both names." in told
    assert "- Column new: “Notes”: no figure needs it; it is left out." in told


def test_what_many_rows_would_move_is_told_where_somebody_asks(page):  # noqa: F811
    days = [date(2025, 1, 1) + timedelta(at % 365) for at in range(100_001)]
    rows = "".join(f"Shop,{at},Example,{day},1,EUR\n" for at, day in enumerate(days))
    app = drop(page, ("large.csv", ORDERS + rows))
    assert "100,001 rows it takes about as long as loading" in " ".join(caption.value for caption in app.caption)
    app = press(app, "Show which KPIs will move")
    moved = next(frame.value for frame in app.dataframe if "KPI" in frame.value.columns).to_dict("records")
    assert {"KPI": "Revenue", "Month": "December 2025", "Now": "—", "Then": "€8,485"} in moved


def test_an_import_keeps_what_it_moved_and_who_took_it_back(page, warehouse):  # noqa: F811
    next(box for box in page.text_input if box.label == "Your name").set_value("Ada")
    app = press(drop(page, ("deals.csv", DEALS)), "Load")
    (row,) = history(app)
    assert (row["Loaded by"], row["KPIs moved"] > 3) == ("Ada", True)
    (one,) = imports.history(warehouse)
    assert one.kpis_moved == row["KPIs moved"]


def test_every_page_says_how_many_exports_are_late(page):  # noqa: F811
    app = press(drop(page, ("deals.csv", DEALS.replace("2026", "2025"))), "Load")
    assert bar(app)["fresh"].endswith("· 1 file · 1 export late")
    assert bar(visit("app.py"))["fresh"].endswith("· 1 export late")


@pytest.mark.parametrize(
    "cell",
    [
        "<script>alert(1)</script>",
        "=cmd|'/C calc'!A0",
        "x" * 10_000,
        "\u202eRTL \u05d0",
        "![a](http://x)",
        ":material/x:",
    ],
)
def test_hostile_text_in_headers_cells_and_names_is_text(page, cell):  # noqa: F811
    quoted = f'"{cell}"'
    text = DEALS.replace("Alpha", quoted).replace("50.00", quoted).replace("closed_on", f"closed_on,{quoted}")
    app = drop(page, (f"{HOSTILE[:40]}{cell[:100]}.csv", text), ("unknown.csv", f"{quoted},b\n1,2\n"))
    assert not app.exception
    written = [*app.markdown, *app.error, *app.caption, *app.info, *app.success]
    assert not any(element.allow_html for element in written if hasattr(element, "allow_html"))
    assert not any("](http" in element.value or " :material" in element.value for element in written)

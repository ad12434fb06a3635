"""Which pages are behind, what of them is drawn anew, and how it is known where other processes write too."""

from datetime import date, datetime
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from custodian.domain import decisions
from custodian.ui import live, readings, remembered

ROOT = Path(__file__).parents[1]
DRAFT = decisions.Draft(date(2026, 10, 12), "No advert before three field engineers have scored it.")


@pytest.fixture
def page(warehouse):
    opened = AppTest.from_file(ROOT / "app.py", default_timeout=60).run().switch_page("pages/objectives.py").run()
    yield opened
    for session in list(live._drawn):
        live.left(session)


def decide():
    decisions.save(readings.warehouse(), DRAFT, "Ana", datetime(2026, 10, 12, 9, 30))


def test_a_page_is_behind_from_a_write_until_it_is_drawn_or_asked_to(page):
    assert live.behind() == []
    decide()
    (session,) = live.behind()
    page.run()
    assert live.behind() == []
    decide()
    assert live.asked(session) == ""
    assert live.behind() == []


def test_of_a_page_with_a_form_only_the_form_is_drawn_anew(page):
    page.query_params["write"] = "decision"
    page.run()
    decide()
    (session,) = live.behind()
    assert live.asked(session) != ""
    del page.query_params["write"]
    page.run()
    decide()
    assert live.asked(session) == ""


def test_what_another_process_writes_is_noticed_where_one_may(tmp_path, monkeypatch):
    monkeypatch.setenv("CUSTODIAN_DATA", str(tmp_path))
    monkeypatch.setenv("CUSTODIAN_RECORDS", f"file://{tmp_path}/records.duckdb")
    warehouse = readings.warehouse()
    live.look_elsewhere()
    before = live.written()
    with warehouse.reading() as cursor:  # as it looks from outside: not counted as a write of ours
        cursor.execute("insert into records.kpi_names values ('win_rate', 'sales', 'hits', 1, true, 'Ana', now())")
    assert live.written() == before
    live.look_elsewhere()
    assert live.written() != before
    warehouse.close()


def test_nobody_looks_elsewhere_where_only_this_process_writes(warehouse):
    assert remembered.elsewhere() == ""

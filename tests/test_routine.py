"""Which of a month's exports are here, missing or late: told from what came in the months before."""

from datetime import date, datetime, timedelta

import pytest

from custodian.domain import freshness, imports, routine
from custodian.domain.freshness import Freshness
from custodian.intake import formats
from custodian.ui import routine as shown
from tests import loading

FORMATS = formats.declared()
NOV_3, NOV_24 = date(2026, 11, 3), date(2026, 11, 24)


@pytest.fixture
def desk(tmp_path):
    return loading.desk(tmp_path / "data")


def load(desk, folder, source: str, *months: str):
    """An export of each of these months, loaded on the 3rd of the next."""
    for month in months:
        first = date.fromisoformat(f"{month}-01")
        file = loading.campaigns(folder, f"{source} {month}.csv", f"{source}{month} {first} {first} 7")
        (seen,) = loading.look(desk, file, source=source)
        at = datetime(first.year, first.month, 3) + timedelta(days=31)
        assert imports.commit(desk, seen, "Ada", at).status == "loaded"


def states(desk, today: date) -> dict[str, str]:
    return {one.source: one.state for one in routine.expected(imports.history(desk.warehouse), FORMATS, today)}


def test_an_export_that_is_not_here_is_missing_and_from_the_eleventh_on_late(desk, tmp_path):
    load(desk, tmp_path, "Ads", "2026-08", "2026-09")
    load(desk, tmp_path, "Fairs", "2026-08", "2026-09", "2026-10")
    assert states(desk, NOV_3) == {"Ads": "missing", "Fairs": "arrived"}
    assert states(desk, date(2026, 11, 10)) == {"Ads": "missing", "Fairs": "arrived"}
    assert states(desk, date(2026, 11, 11)) == {"Ads": "late", "Fairs": "arrived"}


def test_one_that_comes_every_quarter_is_not_due_in_between(desk, tmp_path):
    load(desk, tmp_path, "Survey", "2026-03", "2026-06", "2026-09")
    assert states(desk, NOV_24) == {"Survey": "not due"}
    assert states(desk, date(2027, 1, 5)) == {"Survey": "missing"}


def test_an_import_taken_back_did_not_arrive(desk, tmp_path):
    load(desk, tmp_path, "Ads", "2026-09", "2026-10")
    assert states(desk, NOV_24) == {"Ads": "arrived"}
    imports.undo(desk, 2, "Ada", datetime(2026, 11, 4))
    assert states(desk, NOV_24) == {"Ads": "late"}


def test_a_day_that_lies_ahead_of_the_import_is_no_month_covered(desk, tmp_path):
    load(desk, tmp_path, "Ads", "2026-09")
    ahead = loading.campaigns(tmp_path, "ahead.csv", "Fair 2026-12-01 2026-12-01 7")
    (seen,) = loading.look(desk, ahead, source="Plan")
    imports.commit(desk, seen, "Ada", datetime(2026, 10, 2))
    assert states(desk, date(2026, 12, 5))["Plan"] == "missing"


def test_those_to_see_to_come_first_and_the_headline_counts(desk, tmp_path):
    load(desk, tmp_path, "Fairs", "2026-10")
    load(desk, tmp_path, "Ads", "2026-09")
    found = routine.expected(imports.history(desk.warehouse), FORMATS, NOV_24)
    assert [(one.source, one.newest, one.due) for one in found] == [
        ("Ads", date(2026, 9, 1), date(2026, 10, 1)),
        ("Fairs", date(2026, 10, 1), date(2026, 10, 1)),
    ]
    assert shown.headline(found) == "October 2026: 1 of 2 exports in"
    assert shown.headline(found[1:]) == "October 2026: every export is in"


def test_the_curl_line_is_complete_and_names_the_token_without_showing_it():
    assert shown.curl("/our data", "http://sales.example:8600/Import?month=2026-10") == (
        """curl -H "Authorization: Bearer $(cat '/our data/api_token')" """
        "-F file=@export.csv http://sales.example:8600/api/imports"
    )


def test_files_are_in_also_where_no_kpi_can_be_told_yet(desk, tmp_path):
    with desk.warehouse.reading() as cursor:
        assert freshness.of(cursor, NOV_24) == Freshness(0, None, False)
    load(desk, tmp_path, "Ads", "2026-09", "2026-10")
    with desk.warehouse.reading() as cursor:
        assert freshness.of(cursor, NOV_24) == Freshness(2, date(2026, 10, 31), False)

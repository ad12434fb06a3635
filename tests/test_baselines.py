"""Natural limits set anew by a person: with a reason, an author and a past; taken back; seen everywhere."""

from datetime import date, datetime

import pytest

from custodian.domain import baselines, listing, readings
from custodian.domain.baselines import Baseline, Draft
from custodian.domain.periods import Period
from custodian.domain.refusals import Overtaken, Refused
from custodian.warehouse.catalogues import Warehouse
from tests.test_readings import MONTHS, OCTOBER, TODAY, read, searches

KEY, APRIL, AT = "branded_searches", date(2026, 4, 1), datetime(2026, 11, 24, 9)
RISEN = [1000, 1200] * 9 + [3000, 3100] * 3 + [3050]  # from April 2026 on


def set_anew(warehouse: Warehouse, month: date = APRIL, version: int = 0, reason: str = "New website") -> Baseline:
    return baselines.save(warehouse, Draft(KEY, month, reason, version=version), "Ada", AT)


def test_a_re_set_is_seen_in_the_reading_with_its_reason_and_date() -> None:
    warehouse = searches(RISEN)
    assert read(warehouse, KEY).verdict == "real improvement"
    set_anew(warehouse)
    reading = read(warehouse, KEY)
    assert reading.verdict == "normal variation"
    assert reading.yardstick is not None and reading.yardstick.reset is not None
    assert (reading.yardstick.reset.reason, reading.yardstick.reset.written_by) == ("New website", "Ada")
    march, april = (next(point for point in reading.points if point.month == at) for at in (date(2026, 3, 1), APRIL))
    assert (march.centre, april.centre) == (1100, pytest.approx(21350 / 7))


def test_the_command_line_gives_the_verdict_of_the_page_in_every_month() -> None:
    warehouse = searches(RISEN)
    set_anew(warehouse)
    with warehouse.reading() as cursor:
        rows = listing.rows(cursor, [KEY], Period(MONTHS[0], OCTOBER), "month", TODAY)
        pages = [readings.of(cursor, [KEY], month, "previous month", TODAY)[KEY].verdict for month in MONTHS]
    assert [row.verdict for row in rows] == pages
    assert len(set(pages)) > 1


def test_taken_back_everything_is_as_before_and_the_past_is_kept() -> None:
    warehouse = searches(RISEN)
    before = read(warehouse, KEY)
    kept = set_anew(warehouse)
    baselines.take_back(warehouse, kept, "The old site came back", "Ben", AT)
    assert read(warehouse, KEY) == before
    with warehouse.reading() as cursor:
        assert baselines.in_force(cursor) == {}
        past = [(one.version, one.is_in_force, one.written_by) for one in baselines.past(cursor, KEY)]
    assert past == [(2, False, "Ben"), (1, True, "Ada")]


def test_a_month_can_be_set_again_after_it_was_taken_back() -> None:
    warehouse = searches(RISEN)
    baselines.take_back(warehouse, set_anew(warehouse), "No", "Ben", AT)
    assert set_anew(warehouse, version=2).version == 3
    assert read(warehouse, KEY).verdict == "normal variation"


def test_whoever_was_slower_is_told_and_overwrites_nothing() -> None:
    warehouse = searches(RISEN)
    set_anew(warehouse)
    with pytest.raises(Overtaken, match="changed the limits from April 2026 on a moment earlier"):
        set_anew(warehouse, reason="Something else")
    with warehouse.reading() as cursor:
        assert [one.reason for one in baselines.past(cursor, KEY)] == ["New website"]


@pytest.mark.parametrize(
    ("draft", "by", "says"),
    [
        (Draft(KEY, APRIL, "  "), "Ada", "Limits change only for a reason, and none was given"),
        (Draft(KEY, APRIL, "why"), " ", "no name was given"),
        (Draft(KEY, MONTHS[0], "why"), "Ada", "October 2024 is none, or is the very first"),
        (Draft(KEY, date(2027, 1, 1), "why"), "Ada", "January 2027 is none"),
        (Draft("no_such", APRIL, "why"), "Ada", "“no_such” is none"),
    ],
)
def test_what_cannot_be_kept_is_refused_with_its_reason(draft: Draft, by: str, says: str) -> None:
    warehouse = searches(RISEN)
    with pytest.raises(Refused, match=says):
        baselines.save(warehouse, draft, by, AT)
    with warehouse.reading() as cursor:
        assert baselines.in_force(cursor) == {}


def test_a_month_that_is_not_over_is_not_offered() -> None:
    with searches(RISEN).reading() as cursor:
        assert baselines.offered(cursor, KEY, date(2026, 10, 31)) == MONTHS[1:-1]
        assert baselines.offered(cursor, KEY, TODAY) == MONTHS[1:]
        assert baselines.offered(cursor, "win_rate", TODAY) == []


def test_limits_are_the_same_whichever_month_is_looked_at() -> None:
    warehouse = searches(RISEN)
    limits = {(at.now.lower_limit, at.now.upper_limit) for at in (read(warehouse, KEY, month) for month in MONTHS)}
    assert len(limits) == 1

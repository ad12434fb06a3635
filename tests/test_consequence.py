"""Which real change a director reads first, what it is measured by, and who is on it."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from custodian.domain import actions, charge, consequence, kpis, objectives, periods
from custodian.domain.actions import Draft as Action
from custodian.domain.charge import Charge
from custodian.domain.judging import Verdict, Yardstick
from custodian.domain.keyresults import KeyResult
from custodian.domain.objectives import Draft as Objective
from custodian.domain.readings import Point, Reading
from custodian.domain.refusals import Refused
from custodian.domain.signals import Limits
from custodian.ui import readings
from custodian.words import findings
from tests import pictures, stories
from tests.test_pages import cards, visit

OCTOBER, AT = date(2026, 10, 1), datetime(2026, 10, 12, 9)
NATURAL = Limits(100.0, 11.28)  # limits 70 and 130


def change(key: str, verdict: Verdict, months_ago: int = 0, value: float = 200, target: float | None = None) -> Reading:
    point = Point(OCTOBER, value, None, None, 1, True, 70, 100, 130)
    return Reading(
        kpi=kpis.catalogue()[key], month=OCTOBER, points=(point,), compared=None, verdict=verdict,
        since=periods.shifted(OCTOBER, -months_ago), rule="", target=target, is_complete=True,
        yardstick=Yardstick(None, False, NATURAL, OCTOBER, OCTOBER, 16),
    )  # fmt: skip


def order(*found: Reading, promised: tuple[str, ...] = ()) -> list[str]:
    ranked = consequence.ordered(found, promised)
    assert consequence.ordered(found[::-1], promised) == ranked
    return [reading.kpi.key for reading in ranked]


def test_worse_comes_before_better_however_large_the_better() -> None:
    better = change("revenue", "real improvement", value=900, target=1000)
    assert order(better, change("win_rate", "real decline", 12, 69), promised=("revenue",)) == ["win_rate", "revenue"]


def test_what_was_promised_comes_before_what_misses_its_target() -> None:
    missed = change("win_rate", "real decline", value=69, target=80)
    assert order(missed, change("revenue", "real decline", 9, 68), promised=("revenue",)) == ["revenue", "win_rate"]


def test_a_missed_target_comes_before_a_new_change_and_that_before_a_larger_old_one() -> None:
    missed = change("win_rate", "real decline", 9, 69, target=80)
    new, large = change("revenue", "real decline", 2, 69), change("recommend", "real decline", 3, 10)
    assert order(large, new, missed) == ["win_rate", "revenue", "recommend"]


def test_of_equals_the_one_further_out_of_its_limits_comes_first() -> None:
    assert order(change("revenue", "real decline", value=65), change("win_rate", "real decline", value=40)) == [
        "win_rate",
        "revenue",
    ]
    assert consequence.size(change("revenue", "real decline", value=40)) == pytest.approx(2)


def test_only_real_changes_are_listed() -> None:
    found = [change("revenue", verdict) for verdict in ("normal variation", "too early", "no data")]
    assert consequence.ordered(found) == []


def test_a_figure_that_never_moved_before_has_gone_as_far_as_can_be() -> None:
    flat = change("revenue", "real decline", value=65)
    assert flat.yardstick is not None
    flat = replace(flat, yardstick=replace(flat.yardstick, natural=Limits(100.0, 0.0)))
    assert order(change("win_rate", "real decline", value=0), flat) == ["revenue", "win_rate"]


def promise(**changed: object) -> Objective:
    of = {"title": "No enquiry waits", "why": "", "first_day": OCTOBER, "last_day": date(2026, 12, 31)}
    owners = {"sales_owner": "Ben", "marketing_owner": "Cleo"}
    results = (KeyResult("branded_searches", 6100, 8000),)
    return Objective(**{**of, **owners, "key_results": results, **changed})  # type: ignore[arg-type]


def test_both_owners_and_open_actions_are_on_a_kpi_and_nobody_else() -> None:
    warehouse = stories.warehouse_holding({})
    objectives.save(warehouse, promise(), "Ana", AT)
    closed = promise(status="closed", lesson="Learned.", key_results=(KeyResult("win_rate", 0.2, 0.3),))
    objectives.save(warehouse, closed, "Ana", AT)
    actions.save(warehouse, Action("Call them", "Dora", date(2026, 11, 2), kpi="revenue"), "Ana", AT)
    done = actions.save(warehouse, Action("Done", "Dora", date(2026, 11, 2), kpi="recommend"), "Ana", AT)
    actions.tick(warehouse, done, OCTOBER, "Ana", AT)
    with warehouse.reading() as cursor:
        found = charge.of(cursor)
    assert set(found) == {"branded_searches", "revenue"}
    assert findings.on_it(found["branded_searches"]) == "On it: Ben · Cleo"
    assert findings.on_it(found["revenue"]) == "On it: Call them (Dora, due 2 Nov)"
    assert findings.on_it(Charge()) == ""


def test_an_action_keeps_its_kpi_when_ticked_and_refuses_one_that_is_not_there() -> None:
    warehouse = stories.warehouse_holding({})
    kept = actions.save(warehouse, Action("Call", "Dora", date(2026, 11, 2), kpi="revenue"), "Ana", AT)
    assert actions.tick(warehouse, kept, OCTOBER, "Ana", AT).kpi == "revenue"
    with pytest.raises(Refused, match="“nothing” is none"):
        actions.save(warehouse, Action("Call", "Dora", date(2026, 11, 2), kpi="nothing"), "Ana", AT)


@pytest.fixture
def filled(tmp_path, monkeypatch):
    monkeypatch.setenv("CUSTODIAN_DATA", str(tmp_path))
    opened = readings.warehouse()
    pictures.fill(opened)
    yield opened
    opened.close()


def test_the_overview_says_that_nobody_is_on_it_and_where_to_promise_it(filled) -> None:
    shown = cards(visit("app.py", month="2026-10"))["branded_searches"]
    assert shown["who"] == "Nobody is on it yet."
    assert shown["act"] == {
        "label": "Promise it together",
        "page": "objectives:branded_searches",
        "href": "objectives?write=objective&id=branded_searches&month=2026-10&compare=previous",
    }


def test_the_overview_names_both_owners(filled) -> None:
    objectives.save(filled, promise(sales_owner="<b>Ben</b>"), "Ana", AT)
    shown = cards(visit("app.py", month="2026-10"))["branded_searches"]
    assert (shown["who"], shown["act"]) == ("On it: <b>Ben</b> · Cleo", None)
    assert shown["spoken"].endswith("On it: <b>Ben</b> · Cleo")


def test_each_real_change_says_where_it_is_since_it_began(filled) -> None:
    shown = cards(visit("app.py", month="2026-10"))["branded_searches"]
    assert shown["cause"].startswith("Since June: ")
    assert "because" not in shown["cause"]

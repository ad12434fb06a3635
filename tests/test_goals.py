"""Goals of the company and what belongs to them: several parents, no circle, weights, closing and carrying over."""

import math
from dataclasses import replace
from datetime import date, datetime

import pytest

from custodian.domain import aims, goals, keyresults, kpis, objectives, periods
from custodian.domain.counts import Counted
from custodian.domain.keyresults import KeyResult
from custodian.domain.objectives import Draft, Objective
from custodian.domain.periods import Period
from custodian.domain.progress import Progress
from custodian.domain.readings import Point
from custodian.domain.refusals import Overtaken, Refused

AT = datetime(2026, 10, 12, 9, 30)
QUARTER = Period(date(2026, 10, 1), date(2026, 12, 31))
GOAL = goals.Draft("Grow with customers who know us", "Managing director", date(2026, 1, 1), date(2026, 12, 31))
SEARCHES = KeyResult("branded_searches", 6100, 8000)
REFERENCES = KeyResult("", 2, 10, counted=Counted("Reference customers who speak for us", "count", "up"))
DRAFT = Draft(
    "Be known", "", date(2026, 10, 1), date(2026, 12, 31), "Head of sales", "Head of marketing", (SEARCHES, REFERENCES)
)


def kept(warehouse, **changed):
    return objectives.save(warehouse, replace(DRAFT, **changed), "Ana", AT)


def refused(warehouse, draft):
    with pytest.raises(Refused) as refusal:
        objectives.save(warehouse, draft, "Ana", AT)
    return refusal.value.faults


def test_a_goal_keeps_every_version_and_who_wrote_it(memory):
    first = goals.save(memory, GOAL, "Ana", AT)
    goals.save(memory, replace(first, title="Grow"), "Ben", AT.replace(hour=11))
    with pytest.raises(Overtaken, match="Ben changed this goal on 12 October 2026 at 11:30"):
        goals.save(memory, replace(first, title="Shrink"), "Ana", AT)
    with memory.reading() as cursor:
        assert [(goal.title, goal.version) for goal in goals.current(cursor)] == [("Grow", 2)]
        assert [(goal.title, goal.written_by) for goal in goals.past(cursor, first.id)] == [
            ("Grow", "Ben"),
            ("Grow with customers who know us", "Ana"),
        ]


def test_a_goal_without_title_person_or_period_is_refused_with_every_reason(memory):
    with pytest.raises(Refused) as refusal:
        goals.save(memory, goals.Draft(" ", "", date(2026, 1, 1), date(2026, 1, 1)), "", AT)
    assert [fault.split(",")[0] for fault in refusal.value.faults] == [
        "A goal needs a title",
        "A goal needs somebody who stands for it",
        "The period must end after it begins",
        "Every entry says who made it",
    ]
    with memory.reading() as cursor:
        assert goals.current(cursor) == []


def test_an_objective_belongs_to_several_goals_and_objectives_in_their_order(memory):
    goal, other = goals.save(memory, GOAL, "Ana", AT), goals.save(memory, replace(GOAL, title="Last"), "Ana", AT)
    above = kept(memory, title="Above")
    saved = kept(memory, parents=(other.id, above.id, goal.id, other.id), weight=2.5)
    with memory.reading() as cursor:
        found = next(one for one in objectives.current(cursor) if one.id == saved.id)
    assert (found.parents, found.weight) == ((other.id, above.id, goal.id), 2.5)


def test_nothing_belongs_to_itself_not_even_through_others(memory):
    top = kept(memory, title="Top")
    middle = kept(memory, title="Middle", parents=(top.id,))
    low = kept(memory, title="Low", parents=(middle.id,))
    assert refused(memory, replace(top, parents=(low.id,))) == (
        "“Top” cannot belong to “Low”, because that belongs to it already. Choose another one.",
    )
    assert refused(memory, replace(top, parents=(top.id,))) == (
        "“Top” cannot belong to itself. Choose another goal or objective.",
    )
    assert refused(memory, replace(DRAFT, parents=("nowhere",))) == (
        "An objective belongs to a goal or an objective that is there, and one is not. Choose it anew.",
    )


@pytest.mark.parametrize("weight", [0, -1, math.nan, math.inf])
def test_a_weight_is_above_nought(memory, weight):
    said = refused(memory, replace(DRAFT, weight=weight, key_results=(replace(SEARCHES, weight=weight),)))
    assert [fault[:13] for fault in said] == ["The weight of", "The weight of"]


def test_a_draft_too_needs_both_owners_and_a_key_result(memory):
    said = refused(memory, replace(DRAFT, status="draft", sales_owner="", key_results=()))
    assert [fault.split(",")[0] for fault in said] == [
        "A joint objective needs one owner in each team",
        "An objective needs at least one key result",
    ]


def test_an_objective_is_closed_only_with_what_was_learned(memory):
    saved = kept(memory)
    (fault,) = refused(memory, replace(saved, status="closed", lesson=" "))
    assert fault == "An objective is closed with what was learned, and nothing is written. Say it in a sentence."
    closed = objectives.save(memory, replace(saved, status="closed", lesson="Fairs beat adverts."), "Ben", AT)
    with memory.reading() as cursor:
        now, before = objectives.past(cursor, saved.id)
    assert (now.lesson, now.status, now.written_by) == ("Fairs beat adverts.", "closed", "Ben")
    assert (before.lesson, before.status) == ("", "active")
    assert now == closed


def test_a_number_counted_by_hand_keeps_its_name_through_every_version(memory):
    saved = kept(memory)
    counted = saved.key_results[1].counted
    assert counted.id and saved.key_results[1].kpi == counted.id
    again = objectives.save(memory, replace(saved, title="Be known well"), "Ben", AT)
    with memory.reading() as cursor:
        (found,) = objectives.current(cursor)
    assert found.key_results == again.key_results == saved.key_results


def test_what_is_carried_over_begins_where_it_stands(memory):
    goal = goals.save(memory, GOAL, "Ana", AT)
    old = kept(memory, parents=(goal.id,), weight=2.0)
    counted = old.key_results[1].kpi
    draft = objectives.carried_over(old, {"branded_searches": 7400, counted: 6})
    assert (draft.first_day, draft.last_day, draft.status) == (date(2027, 1, 1), date(2027, 3, 31), "draft")
    assert [(one.start, one.target) for one in draft.key_results] == [(7400, 8000), (6, 10)]
    new = objectives.save(memory, draft, "Ana", AT)
    assert (new.carried_from, new.parents, new.weight, new.id != old.id) == (old.id, (goal.id,), 2.0, True)
    assert (new.sales_owner, new.marketing_owner) == ("Head of sales", "Head of marketing")
    assert new.key_results[1].kpi == counted  # it is still the same number


def test_a_reached_target_is_not_carried_over_but_asked_for_anew(memory):
    draft = objectives.carried_over(kept(memory), {"branded_searches": 8412})
    assert draft.key_results[0].start == 8412 and math.isnan(draft.key_results[0].target)
    assert draft.key_results[1].start == 2  # nobody counted: it begins where it began
    assert refused(memory, draft) == (
        "“Branded searches” needs a start and a target, both numbers. Fill in the one that is missing.",
    )


def test_the_next_period_is_as_long_as_the_last_one():
    def following(*days):
        found = periods.following(Period(*days))
        return found.first_day, found.last_day

    assert following(date(2026, 10, 1), date(2026, 12, 31)) == (date(2027, 1, 1), date(2027, 3, 31))
    assert following(date(2027, 2, 1), date(2027, 2, 28)) == (date(2027, 3, 1), date(2027, 3, 31))
    assert following(date(2026, 10, 5), date(2026, 10, 18)) == (date(2026, 10, 19), date(2026, 11, 1))


# --- what leads to a goal --------------------------------------------------------------------------------------------


def led(id, way, weight=1.0, parents=()):
    """Progress of an objective whose only key result has gone a part of the way from 0 to 100."""
    result = KeyResult("branded_searches", 0, 100)
    objective = Objective(
        id, "", QUARTER.first_day, QUARTER.last_day, "Ben", "Cleo", (result,), id=id, parents=parents, weight=weight
    )
    points = [] if way is None else [Point(QUARTER.first_day, 100 * way, None, None, 1)]
    kpi, today = kpis.catalogue()["branded_searches"], date(2026, 11, 24)
    found = keyresults.standing(kpi, result, QUARTER, points, QUARTER.first_day, today)
    return Progress(objective, (found,))


def test_an_objective_has_gone_the_weighted_way_of_its_key_results():
    one, other = led("a", 0.2).standings[0], led("b", 1.4).standings[0]
    heavy = replace(one, key_result=replace(one.key_result, weight=3.0))
    both = replace(led("a", 0.2), standings=(heavy, other))
    assert both.way == pytest.approx((3 * 0.2 + 1 * 1.0) / 4)  # more than the whole way is the whole way
    assert replace(both, standings=(heavy, led("c", None).standings[0])).way == pytest.approx(0.2)
    assert led("c", None).way is None
    assert led("c", -0.5).way == 0


def test_a_goal_has_gone_the_weighted_way_of_all_that_belongs_to_it():
    goal, other = (replace(goals.Goal(**vars(GOAL)), id=id, title=id) for id in ("goal", "other"))
    found = [
        led("first", 0.5, weight=2.0, parents=("goal",)),
        led("second", 0.2, parents=("other", "goal")),
        led("below", 0.9, parents=("first",)),
        led("silent", None, parents=("goal",)),
        led("alone", 0.1),
    ]
    leads, second, rest = aims.of(found, [goal, other], [one.objective for one in found])
    assert leads.way == pytest.approx((2 * 0.5 + 0.2) / 3)
    assert [one.objective.id for one in leads.shown] == ["first", "below", "silent"]
    assert (second.goal.id, [one.objective.id for one in second.shown]) == ("other", ["second"])
    assert (rest.goal, [one.objective.id for one in rest.shown]) == (None, ["alone"])


def test_a_goal_that_nothing_leads_to_is_shown_until_it_is_closed():
    goal = replace(goals.Goal(**vars(GOAL)), id="goal")
    (bare,) = aims.of([], [goal], [])
    assert (bare.goal, bare.shown, bare.way) == (goal, (), None)
    assert aims.of([], [replace(goal, status="closed")], []) == []


def test_what_was_written_before_weights_and_lessons_existed_counts_once_and_learned_nothing(memory):
    kept(memory, weight=3.0, key_results=(replace(SEARCHES, weight=2.0),))
    with memory.writing() as cursor:
        cursor.execute("update records.objectives set weight = null, lesson = null, carried_from = null")
        cursor.execute("update records.key_results set weight = null")
        (found,) = objectives.current(cursor)
    assert (found.weight, found.lesson, found.carried_from, found.key_results) == (1.0, "", "", (SEARCHES,))

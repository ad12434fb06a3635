"""Joint objectives: what may be saved, how far they have come, and what two people at once can do to each other."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from custodian.domain import actions, checkins, decisions, keyresults, kpis, measures, objectives, periods, progress
from custodian.domain.keyresults import KeyResult
from custodian.domain.objectives import Draft
from custodian.domain.periods import Period
from custodian.domain.readings import Point
from custodian.domain.refusals import Overtaken, Refused
from custodian.warehouse import queries
from tests import stories

AT = datetime(2026, 10, 12, 9, 30)
QUARTER = Period(date(2026, 10, 1), date(2026, 12, 31))
YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))
SEARCHES = KeyResult("branded_searches", 6100, 8000)
COST = KeyResult("cost_per_qualified_lead", 200, 140)
DRAFT = Draft(
    title="Be the first name a buyer thinks of",
    why="Nobody asks a stranger for an offer.",
    first_day=YEAR.first_day,
    last_day=YEAR.last_day,
    sales_owner="Head of sales",
    marketing_owner="Head of marketing",
    key_results=(SEARCHES,),
)


@pytest.fixture
def warehouse():
    return stories.warehouse_holding({})


@pytest.fixture
def searched():
    """A warehouse with branded searches of a few months of 2026."""
    with_searches = stories.warehouse_holding(
        {
            "search_days": """
            property       | term       | first_day  | last_day   | clicks | impressions
            sc:voltara.com | voltara    | 2026-01-01 | 2026-01-31 | 1      | 6100
            sc:voltara.com | voltara    | 2026-09-01 | 2026-09-30 | 1      | 8412
            sc:voltara.com | voltara    | 2026-10-01 | 2026-10-31 | 1      | 8100
            """
        }
    )
    with with_searches.writing() as cursor:
        measures.keep(cursor, {"search_days"}, None)
    return with_searches


def standing(key_result, values, month, period=YEAR, today=date(2027, 6, 1)):
    points = [Point(at, value, None, None, 1) for at, value in values.items()]
    return keyresults.standing(kpis.catalogue()[key_result.kpi], key_result, period, points, month, today)


def refused(warehouse, draft, by="Ana"):
    with pytest.raises(Refused) as refusal:
        objectives.save(warehouse, draft, by, AT)
    with warehouse.reading() as cursor:
        assert objectives.current(cursor) == []
    return refusal.value.faults


# --- the rules -------------------------------------------------------------------------------------------------------


def test_an_objective_is_kept_as_it_was_written(warehouse):
    saved = objectives.save(warehouse, replace(DRAFT, key_results=(SEARCHES, COST)), "Ana", AT)
    with warehouse.reading() as cursor:
        assert objectives.current(cursor) == [saved]
    assert (saved.version, saved.written_by, saved.written_at) == (1, "Ana", AT)
    assert saved.key_results == (SEARCHES, COST)


@pytest.mark.parametrize("team", ["sales", "marketing"])
def test_there_is_no_objective_without_an_owner_in_each_team(warehouse, team):
    (fault,) = refused(warehouse, replace(DRAFT, **{f"{team}_owner": "  "}))
    assert fault == (
        f"A joint objective needs one owner in each team, and none in {team} was named. Name the person in {team}."
    )


def test_one_person_cannot_stand_for_both_teams(warehouse):
    (fault,) = refused(warehouse, replace(DRAFT, marketing_owner="head of SALES"))
    assert "“Head of sales” was named for both" in fault


def test_there_is_no_objective_without_a_key_result(warehouse):
    (fault,) = refused(warehouse, replace(DRAFT, key_results=()))
    assert fault.startswith("An objective needs at least one key result, and has none.")


def test_every_fault_is_told_at_once(warehouse):
    nothing = Draft("", "", date(2026, 5, 1), date(2026, 5, 1), "", "", ())
    faults = refused(warehouse, nothing, by=" ")
    assert len(faults) == 6
    assert faults[3] == (
        "The period must end after it begins; it goes from 1 May 2026 to 1 May 2026. Choose a later last day."
    )
    assert faults[5] == "Every entry says who made it, and no name was given. Write your name."


@pytest.mark.parametrize(
    ("key_result", "says"),
    [
        (KeyResult("applause", 1, 2), "there is no KPI “applause”"),
        (KeyResult("branded_searches", 6100, 6100), "must differ from its start"),
        (KeyResult("branded_searches", 8000, 6100), "more is better, and the target lies below the start"),
        (KeyResult("cost_per_qualified_lead", 140, 200), "less is better, and the target lies above the start"),
        (KeyResult("branded_searches", float("nan"), 6100), "needs a start and a target, both numbers"),
        (KeyResult("branded_searches", -5, 6100), "a value that it can never have"),
    ],
)
def test_a_key_result_needs_a_known_kpi_and_a_way_to_go(warehouse, key_result, says):
    (fault,) = refused(warehouse, replace(DRAFT, key_results=(key_result,)))
    assert says in fault


def test_a_kpi_is_a_key_result_only_once(warehouse):
    (fault,) = refused(warehouse, replace(DRAFT, key_results=(SEARCHES, replace(SEARCHES, target=9000))))
    assert fault == "“Branded searches” is a key result twice. Keep one of the two."


# --- edits -----------------------------------------------------------------------------------------------------------


def test_an_edit_keeps_who_when_and_what_stood_there_before(warehouse):
    first = objectives.save(warehouse, DRAFT, "Ana", AT)
    later = datetime(2026, 11, 2, 8, 0)
    objectives.save(warehouse, replace(first, title="Be known", key_results=(COST,)), "Ben", later)
    with warehouse.reading() as cursor:
        (now,) = objectives.current(cursor)
        past = objectives.past(cursor, first.id)
    assert (now.title, now.version, now.written_by, now.key_results) == ("Be known", 2, "Ben", (COST,))
    assert [(entry.title, entry.written_by, entry.written_at) for entry in past] == [
        ("Be known", "Ben", later),
        (DRAFT.title, "Ana", AT),
    ]
    assert past[1].key_results == (SEARCHES,)


def test_of_two_who_edit_at_once_the_slower_is_told_and_overwrites_nothing(warehouse):
    on_both_screens = objectives.save(warehouse, DRAFT, "Ana", AT)
    objectives.save(warehouse, replace(on_both_screens, title="Ben's words"), "Ben", datetime(2026, 11, 2, 8, 5))
    with pytest.raises(Overtaken, match="Ben changed this objective on 2 November 2026 at 08:05, while you were"):
        objectives.save(warehouse, replace(on_both_screens, title="Ana's words"), "Ana", datetime(2026, 11, 2, 8, 6))
    with warehouse.reading() as cursor:
        assert [(found.title, found.version) for found in objectives.current(cursor)] == [("Ben's words", 2)]
        assert len(objectives.past(cursor, on_both_screens.id)) == 2


def test_the_slower_can_save_on_top_of_what_was_saved_meanwhile(warehouse):
    first = objectives.save(warehouse, DRAFT, "Ana", AT)
    second = objectives.save(warehouse, replace(first, title="Ben's words"), "Ben", AT)
    third = objectives.save(warehouse, replace(second, title="Ana's words"), "Ana", AT)
    assert third.version == 3


# --- the path, by hand -----------------------------------------------------------------------------------------------


def test_the_path_goes_in_equal_steps_and_ends_at_the_target():
    expected = {date(2026, 10, 1): 30.0, date(2026, 11, 1): 40.0, date(2026, 12, 1): 50.0}
    assert keyresults.path(KeyResult("branded_searches", 20, 50), QUARTER) == expected
    falling = {date(2026, 10, 1): 180.0, date(2026, 11, 1): 160.0, date(2026, 12, 1): 140.0}
    assert keyresults.path(COST, QUARTER) == falling


def test_a_path_goes_through_the_months_that_people_typed_and_straight_between_them():
    october, november, december = periods.months(QUARTER.first_day, QUARTER.last_day)
    late = KeyResult("branded_searches", 20, 50, steps=((november, 24),))
    assert keyresults.path(late, QUARTER) == {october: 22.0, november: 24.0, december: 50.0}
    found = standing(late, {november: 24}, november, QUARTER)
    assert (found.should_be, found.state, found.due) == (24, "on course", pytest.approx(4 / 30))


@pytest.mark.parametrize(
    ("steps", "says"),
    [
        (((date(2027, 1, 1), 7000),), "names January 2027, which is not in the period"),
        (((date(2026, 5, 1), -7000),), "holds a value that it can never have"),
        (((date(2026, 12, 1), 7000),), "must end at its target in December 2026"),
    ],
)
def test_a_typed_path_stays_in_its_period_and_ends_at_the_target(warehouse, steps, says):
    (fault,) = refused(warehouse, replace(DRAFT, key_results=(replace(SEARCHES, steps=steps),)))
    assert says in fault


def test_a_typed_path_is_kept_with_its_version(warehouse):
    by_month = replace(SEARCHES, weight=2.0, steps=((date(2026, 5, 1), 6200.0), (date(2026, 9, 1), 6300.0)))
    saved = objectives.save(warehouse, replace(DRAFT, key_results=(by_month, COST)), "Ana", AT)
    objectives.save(warehouse, replace(saved, key_results=(SEARCHES,)), "Ben", AT)
    with warehouse.reading() as cursor:
        now, before = objectives.past(cursor, saved.id)
    assert (now.key_results, before.key_results) == ((SEARCHES,), (by_month, COST))


def test_a_way_can_go_down():
    assert COST.way(200) == 0
    assert COST.way(170) == 0.5
    assert COST.way(140) == 1
    assert COST.way(230) == -0.5


def test_of_twelve_months_nine_are_three_quarters_of_the_way():
    found = standing(SEARCHES, {date(2026, 9, 1): 6195}, date(2026, 9, 1))
    assert found.due == 0.75
    assert found.should_be == 7525  # 6100 + 1900 * 9 / 12
    assert found.way == 0.05
    assert found.gap == pytest.approx(0.70)


@pytest.mark.parametrize(
    ("way", "due", "state"),
    [
        (1.0, 0.5, "reached"),
        (0.999, 1.0, "on course"),
        (0.45, 0.5, "on course"),  # exactly nine tenths of what is due
        (0.449, 0.5, "behind"),
        (0.05, 0.5, "behind"),  # exactly a twentieth of the way is a movement
        (0.049, 0.5, "no movement yet"),
        (-0.049, 0.5, "no movement yet"),
        (-0.05, 0.5, "behind"),
        (0.03, 1 / 36, "on course"),  # little, but no more was due
        (None, 0.5, "no data"),
        (0.0, 0.0, "on course"),  # a typed path may begin where it starts
    ],
)
def test_a_state_changes_at_its_threshold(way, due, state):
    assert keyresults.state_of(way, due) == state


def test_a_target_says_in_which_month_it_was_first_reached():
    values = {date(2026, 8, 1): 7900, date(2026, 9, 1): 8000, date(2026, 10, 1): 8412}
    found = standing(SEARCHES, values, date(2026, 10, 1))
    assert (found.state, found.reached_in) == ("reached", date(2026, 9, 1))


def test_a_falling_target_is_reached_from_above():
    found = standing(COST, {date(2026, 3, 1): 139}, date(2026, 3, 1))
    assert (found.state, found.reached_in, found.value) == ("reached", date(2026, 3, 1), 139)


def test_a_target_that_was_lost_again_is_no_longer_reached():
    found = standing(SEARCHES, {date(2026, 8, 1): 8200, date(2026, 9, 1): 7000}, date(2026, 9, 1))
    assert (found.state, found.reached_in) == ("behind", None)


def test_the_value_is_that_of_the_latest_month_that_has_one():
    values = {date(2026, 6, 1): 7000, date(2026, 7, 1): None, date(2026, 12, 1): 9999}
    found = standing(SEARCHES, values, date(2026, 9, 1))
    assert (found.value, found.month, found.as_of) == (7000, date(2026, 6, 1), date(2026, 9, 1))


def test_a_value_from_before_the_period_is_shown_but_judges_nothing():
    found = standing(SEARCHES, {date(2025, 12, 1): 9000}, date(2026, 2, 1))
    assert (found.value, found.month, found.state) == (9000, date(2025, 12, 1), "no data")


def test_a_month_that_is_not_over_neither_counts_nor_moves_the_path():
    """On the tenth of a month a third of its searches would look like a collapse."""
    values = {date(2026, 9, 1): 7600, date(2026, 10, 1): 2500}
    found = standing(SEARCHES, values, date(2026, 10, 1), today=date(2026, 10, 10))
    assert (found.value, found.as_of, found.state) == (7600, date(2026, 9, 1), "on course")


def test_before_its_first_month_is_over_nothing_is_due():
    found = standing(SEARCHES, {date(2025, 12, 1): 6100}, date(2026, 1, 1), today=date(2026, 1, 20))
    assert (found.state, found.due, found.should_be) == ("not begun", 0, 6100)


def test_after_the_period_the_target_is_due_and_later_months_do_not_help():
    values = {date(2026, 12, 1): 7000, date(2027, 2, 1): 9000}
    found = standing(SEARCHES, values, date(2027, 3, 1))
    assert (found.state, found.value, found.should_be, found.is_over) == ("behind", 7000, 8000, True)


# --- read from the KPIs ----------------------------------------------------------------------------------------------


def test_a_key_result_is_read_from_its_kpi(searched):
    objectives.save(searched, DRAFT, "Ana", AT)
    with searched.reading() as cursor:
        (found,) = progress.of(cursor, date(2026, 10, 1), date(2026, 11, 24))
        (glance,) = progress.overview(cursor, date(2026, 10, 1), date(2026, 11, 24))
    (searches,) = found.standings
    assert (searches.value, searches.state, searches.reached_in) == (8100, "reached", date(2026, 9, 1))
    assert glance == (DRAFT.title, "reached")


def test_the_chosen_month_decides_what_is_read(searched):
    objectives.save(searched, DRAFT, "Ana", AT)
    with searched.reading() as cursor:
        (found,) = progress.of(cursor, date(2026, 8, 1), date(2026, 11, 24))
    assert (found.standings[0].value, found.state) == (6100, "no movement yet")


def test_a_closed_objective_is_kept_but_no_longer_pursued(searched):
    saved = objectives.save(searched, DRAFT, "Ana", AT)
    objectives.save(searched, replace(saved, status="closed", lesson="Adverts fade."), "Ben", AT)
    with searched.reading() as cursor:
        assert progress.of(cursor, date(2026, 10, 1), date(2026, 11, 24)) == []
        assert [found.status for found in objectives.current(cursor)] == ["closed"]


def test_the_headline_counts_and_names_what_is_furthest_behind(searched):
    for hour, target in ((9, 8000), (10, 8100), (11, 20000)):
        result = KeyResult("branded_searches", 6100, target)
        objectives.save(searched, replace(DRAFT, key_results=(result,)), "Ana", AT.replace(hour=hour))
    with searched.reading() as cursor:
        found = progress.of(cursor, date(2026, 10, 1), date(2026, 11, 24))
    assert progress.headline(found) == (
        "Two of three joint objectives are on course; “Branded searches” is behind its path."
    )
    assert progress.headline(found[1:]) == "Both joint objectives are on course."
    assert progress.headline(found[:1]) == (
        "The joint objective is not on course; “Branded searches” is behind its path."
    )


def test_what_moved_away_from_its_target_is_named_in_the_words_of_the_kpi(searched):
    result = KeyResult("branded_searches", 9000, 12000)
    objectives.save(searched, replace(DRAFT, key_results=(result,)), "Ana", AT)
    with searched.reading() as cursor:
        found = progress.of(cursor, date(2026, 10, 1), date(2026, 11, 24))
    assert progress.headline(found).endswith("; fewer people search for us by name.")


def test_without_figures_the_headline_claims_nothing(warehouse):
    objectives.save(warehouse, DRAFT, "Ana", AT)
    with warehouse.reading() as cursor:
        found = progress.of(cursor, date(2026, 10, 1), date(2026, 11, 24))
    assert found[0].state == "no data"
    assert progress.headline(found) == "The joint objectives have no figures to be judged by yet."


# --- check-ins, actions, decisions -----------------------------------------------------------------------------------


def test_the_last_check_in_of_each_team_says_how_sure_it_is(warehouse):
    calm = objectives.save(warehouse, DRAFT, "Ana", AT)
    torn = objectives.save(warehouse, replace(DRAFT, title="No enquiry waits"), "Ana", AT.replace(hour=11))
    for day, id, team, sure in [
        (1, calm.id, "sales", 2), (2, calm.id, "sales", 7), (2, calm.id, "marketing", 6),
        (2, torn.id, "sales", 4), (2, torn.id, "marketing", 8),
    ]:  # fmt: skip
        said = checkins.Draft(id, team, "Two fairs this month.", sure)
        checkins.save(warehouse, said, "Ana", AT.replace(day=day))
    with warehouse.reading() as cursor:
        found = progress.of(cursor, date(2026, 10, 1), date(2026, 11, 24))
    assert [{team: said.how_sure for team, said in entry.said.items()} for entry in found] == [
        {"sales": 4, "marketing": 8},  # where they disagree most stands first
        {"sales": 7, "marketing": 6},
    ]
    assert progress.most_disagreed(found).objective.title == "No enquiry waits"
    assert progress.most_disagreed(found[1:]) is None  # one point apart is no disagreement


def test_a_check_in_is_refused_with_every_fault(warehouse):
    with pytest.raises(Refused) as refusal:
        checkins.save(warehouse, checkins.Draft("nowhere", "sales", " ", 11), "", AT)
    assert len(refusal.value.faults) == 4
    with warehouse.reading() as cursor:
        assert checkins.shown(cursor) == []


def test_an_action_is_ticked_and_can_be_opened_again(warehouse):
    action = actions.save(warehouse, actions.Draft("Call them back", "Ben", date(2026, 11, 2)), "Ana", AT)
    assert (action.days_late(date(2026, 11, 2)), action.days_late(date(2026, 11, 24))) == (0, 22)
    done = actions.tick(warehouse, action, date(2026, 11, 24), "Ben", AT)
    assert done.days_late(date(2026, 11, 24)) == 0
    with pytest.raises(Overtaken, match="Ben changed this action on 12 October 2026 at 09:30, while you were"):
        actions.tick(warehouse, action, date(2026, 11, 24), "Ana", AT)
    actions.tick(warehouse, done, None, "Ana", AT)
    with warehouse.reading() as cursor:
        assert [(found.version, found.done_on) for found in actions.current(cursor)] == [(3, None)]


def test_an_action_needs_words_an_owner_and_a_name_below_it(warehouse):
    with pytest.raises(Refused) as refusal:
        actions.save(warehouse, actions.Draft(" ", "", date(2026, 11, 2)), "", AT)
    assert len(refusal.value.faults) == 3


def test_decisions_are_kept_newest_first(warehouse):
    for day in (3, 12):
        decisions.save(warehouse, decisions.Draft(date(2026, 10, day), f"Decided on the {day}."), "Ana", AT)
    with warehouse.reading() as cursor:
        assert [found.what for found in decisions.every(cursor)] == ["Decided on the 12.", "Decided on the 3."]
    with pytest.raises(Refused, match="it is empty"):
        decisions.save(warehouse, decisions.Draft(date(2026, 10, 3), " "), "Ana", AT)


def test_a_decision_is_worded_anew_and_taken_back_and_all_of_it_is_kept(warehouse):
    first = decisions.save(warehouse, decisions.Draft(date(2026, 10, 3), "Score adverts."), "Ana", AT)
    second = decisions.save(warehouse, replace(first, what="Score every advert."), "Ben", AT.replace(hour=10))
    with pytest.raises(Overtaken, match="Ben changed this decision on 12 October 2026 at 10:30, while you were"):
        decisions.take_back(warehouse, first, "Ana", AT)
    decisions.take_back(warehouse, second, "Cleo", AT.replace(hour=11))
    with warehouse.reading() as cursor:
        assert decisions.every(cursor) == []
        past = decisions.past(cursor, first.id)
    assert [(one.version, one.what, one.is_taken_back, one.written_by) for one in past] == [
        (3, "Score every advert.", True, "Cleo"),
        (2, "Score every advert.", False, "Ben"),
        (1, "Score adverts.", False, "Ana"),
    ]


def test_a_decision_from_before_they_had_versions_is_the_first_of_its_own(warehouse):
    with warehouse.writing() as cursor:
        queries.do(cursor, "objectives/decide", id="old", version=None, decided_on=AT, what="Call.", is_taken_back=None,
                   written_by="Ana", written_at=AT)  # fmt: skip
        cursor.execute("update records.decisions set is_current = null")
    with warehouse.reading() as cursor:
        (old,) = decisions.every(cursor)
    assert old.version == 1
    decisions.save(warehouse, replace(old, what="Call back."), "Ben", AT)
    with warehouse.reading() as cursor:
        assert [(one.what, one.version) for one in decisions.every(cursor)] == [("Call back.", 2)]
        assert [one.what for one in decisions.past(cursor, "old")] == ["Call back.", "Call."]


def test_an_action_taken_back_is_on_no_list_and_can_be_brought_back(warehouse):
    action = actions.save(warehouse, actions.Draft("Call", "Ben", date(2026, 11, 2)), "Ana", AT)
    gone = actions.take_back(warehouse, action, "Ben", AT)
    with warehouse.reading() as cursor:
        assert actions.current(cursor) == []
    actions.save(warehouse, replace(gone, is_taken_back=False), "Ana", AT)
    with warehouse.reading() as cursor:
        assert [(found.what, found.version) for found in actions.current(cursor)] == [("Call", 3)]
        assert [one.is_taken_back for one in actions.past(cursor, action.id)] == [False, True, False]


def test_hostile_text_is_kept_letter_by_letter(warehouse):
    hostile = "<img src=x onerror=alert(1)>'); drop table records.objectives; --"
    objectives.save(warehouse, replace(DRAFT, title=hostile), hostile, AT)
    with warehouse.reading() as cursor:
        (found,) = objectives.current(cursor)
    assert (found.title, found.written_by) == (hostile, hostile)

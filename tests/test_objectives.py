"""Joint objectives: what may be saved, how far they have come, and what two people at once can do to each other."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from custodian.domain import checkins, measures, objectives, progress
from custodian.domain.keyresults import KeyResult
from custodian.domain.objectives import Draft
from custodian.domain.periods import Period
from custodian.domain.refusals import Overtaken, Refused
from tests import stories

AT = datetime(2026, 10, 12, 9, 30)
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


# --- check-ins -------------------------------------------------------------------------------------------------------


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


def test_hostile_text_is_kept_letter_by_letter(warehouse):
    hostile = "<img src=x onerror=alert(1)>'); drop table records.objectives; --"
    objectives.save(warehouse, replace(DRAFT, title=hostile), hostile, AT)
    with warehouse.reading() as cursor:
        (found,) = objectives.current(cursor)
    assert (found.title, found.written_by) == (hostile, hostile)

"""Check-ins in rounds: blind until both teams have said, corrected until then, readable for ever afterwards."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from custodian.domain import checkins, counts, objectives, progress
from custodian.domain.counts import Counted
from custodian.domain.keyresults import KeyResult
from custodian.domain.objectives import Draft
from custodian.domain.refusals import Refused

AT, IN_DECEMBER = datetime(2026, 10, 12, 9, 30), datetime(2026, 12, 5, 9, 30)
REFERENCES = KeyResult("", 2, 10, counted=Counted("Reference customers", "count", "up"))
DRAFT = Draft("Be known", "", date(2026, 10, 1), date(2026, 12, 31), "Ben", "Cleo", (REFERENCES,))


@pytest.fixture
def promised(memory):
    return objectives.save(memory, DRAFT, "Ana", AT)


def say(memory, objective, *said):
    for hour, (team, sure) in enumerate(said, start=10):
        draft = checkins.Draft(objective.id, team, f"{team} says {sure}.", sure)
        checkins.save(memory, draft, "Ana", AT.replace(hour=hour))


def rounds(memory, objective):
    with memory.reading() as cursor:
        return checkins.rounds(cursor)[objective.id]


def points(one):
    return [{team: said.how_sure for team, said in closed.items()} for closed in one.closed]


def test_nobody_reads_what_the_first_team_said_before_the_second_has_said(memory, promised):
    say(memory, promised, ("sales", 3))
    found = rounds(memory, promised)
    assert (found.closed, found.said) == ((), {})
    assert (found.waiting.team, found.waiting.other, found.waiting.written_by) == ("sales", "marketing", "Ana")
    with memory.reading() as cursor:
        everything = repr((checkins.shown(cursor), checkins.rounds(cursor), progress.of(cursor, AT.date(), AT.date())))
    assert "says 3" not in everything and "how_sure=3" not in everything


def test_both_are_shown_once_both_have_said(memory, promised):
    say(memory, promised, ("sales", 3), ("marketing", 8))
    found = rounds(memory, promised)
    assert (points(found), found.waiting) == ([{"sales": 3, "marketing": 8}], None)
    with memory.reading() as cursor:
        assert [said.note for said in checkins.shown(cursor)] == ["marketing says 8.", "sales says 3."]


def test_a_team_may_correct_itself_until_the_other_has_said(memory, promised):
    say(memory, promised, ("marketing", 9), ("marketing", 5), ("sales", 4))
    found = rounds(memory, promised)
    assert points(found) == [{"marketing": 5, "sales": 4}]
    assert [said.how_sure for said in found.replaced] == [9]  # kept, and readable once the round is closed
    with memory.reading() as cursor:
        assert [said.how_sure for said in checkins.shown(cursor)] == [4, 5, 9]


def test_a_correction_of_an_open_round_tells_nothing_either(memory, promised):
    say(memory, promised, ("sales", 3), ("marketing", 8), ("marketing", 9), ("marketing", 5))
    found = rounds(memory, promised)
    assert (found.replaced, found.waiting.team) == ((), "marketing")
    with memory.reading() as cursor:
        assert len(checkins.shown(cursor)) == 3  # a closed round of two, and that marketing has said


def test_who_speaks_after_both_opens_a_new_round_and_the_old_one_stays(memory, promised):
    say(memory, promised, ("sales", 3), ("marketing", 8), ("marketing", 2))
    found = rounds(memory, promised)
    assert points(found) == [{"sales": 3, "marketing": 8}]
    assert (found.waiting.team, found.said["marketing"].how_sure) == ("marketing", 8)


def test_rounds_are_kept_in_their_order(memory, promised):
    say(memory, promised, ("sales", 3), ("marketing", 8), ("marketing", 6), ("sales", 5), ("sales", 7))
    found = rounds(memory, promised)
    assert points(found) == [{"sales": 3, "marketing": 8}, {"marketing": 6, "sales": 5}]
    assert found.waiting.team == "sales"


@pytest.mark.parametrize(("status", "says"), [("draft", "this one is a draft"), ("closed", "this one is closed")])
def test_only_an_active_objective_is_checked_in_on(memory, promised, status, says):
    objectives.save(memory, replace(promised, status=status, lesson="Learned."), "Ana", AT)
    with pytest.raises(Refused, match=says):
        say(memory, promised, ("sales", 3))


# --- numbers that people count ---------------------------------------------------------------------------------------


def count(memory, objective, *counted, at=IN_DECEMBER):
    number = objective.key_results[0].kpi
    drafts = tuple(counts.Draft(number, day, value) for day, value in counted)
    checkins.save(memory, checkins.Draft(objective.id, "sales", "Counted.", 5, drafts), "Ben", at)


def standing(memory, month=date(2026, 11, 1), today=date(2026, 12, 5)):
    with memory.reading() as cursor:
        ((found,),) = [one.standings for one in progress.of(cursor, month, today)]
    return found


def test_a_counted_number_stands_where_it_was_counted_last(memory, promised):
    count(memory, promised, (date(2026, 10, 20), 4), (date(2026, 11, 9), 5), (date(2026, 11, 24), 7))
    found = standing(memory)
    assert (found.value, found.counted_on, found.state) == (7, date(2026, 11, 24), "on course")  # 5/8, due 2/3
    assert standing(memory, date(2026, 10, 1)).value == 4


def test_a_later_count_of_the_same_day_corrects_it_and_the_first_one_stays(memory, promised):
    count(memory, promised, (date(2026, 11, 24), 70))
    count(memory, promised, (date(2026, 11, 24), 7), at=IN_DECEMBER.replace(hour=11))
    assert standing(memory).value == 7
    with memory.reading() as cursor:
        (said,) = counts.past(cursor).values()
    assert [(one.value, one.written_by) for one in said] == [(70, "Ben"), (7, "Ben")]


@pytest.mark.parametrize(
    ("counted", "says"),
    [
        ((date(2026, 12, 24), 7), "on a day that is still to come"),
        ((date(2026, 11, 24), -1), "a value that it can never have"),
        ((date(2026, 11, 24), float("nan")), "a value that it can never have"),
    ],
)
def test_a_count_that_cannot_be_is_refused_with_its_check_in(memory, promised, counted, says):
    with pytest.raises(Refused, match=says):
        count(memory, promised, counted)
    with memory.reading() as cursor:
        assert (counts.past(cursor), checkins.shown(cursor)) == ({}, [])


def test_only_numbers_of_the_objective_are_counted(memory, promised):
    strange = (counts.Draft("branded_searches", date(2026, 10, 1), 9000),)
    with pytest.raises(Refused, match="A count belongs to a number that is counted by hand"):
        checkins.save(memory, checkins.Draft(promised.id, "sales", "So.", 5, strange), "Ana", AT)

"""The joint meetings: where they are, how long each item took, what two laptops at once do, what stays of them."""

from datetime import date, datetime, timedelta

import pytest

from custodian.domain import actions, agenda, decisions, last_time, meeting_checks, meeting_entries, meetings, minutes
from custodian.domain.agenda import OVER
from custodian.domain.meeting_checks import Check
from custodian.domain.meetings import Sight
from custodian.domain.refusals import Refused
from tests import pictures

AT = datetime(2026, 11, 9, 14, 0)
OCTOBER = date(2026, 10, 1)
DUE = date(2026, 11, 23)


def after(minutes_gone: float) -> datetime:
    return AT + timedelta(minutes=minutes_gone)


def begun(warehouse, at=AT, present=("Ana", "Ben", "Cleo")):
    return meetings.start(warehouse, OCTOBER, agenda.PLANNED, present, "Ana", at)


def where(warehouse):
    with warehouse.reading() as cursor:
        return meetings.every(cursor)[0]


def acted(warehouse, meeting, what="Call the ten", owner="Ben", at=AT, carries_out=""):
    kept = actions.save(warehouse, actions.Draft(what, owner, DUE, kpi="win_rate"), "Ana", at)
    meeting_entries.note(warehouse, meeting.id, "action", kept.id, at, carries_out)
    return kept


def decided(warehouse, meeting, what="One definition.", at=AT):
    kept = decisions.save(warehouse, decisions.Draft(at.date(), what), "Ana", at)
    meeting_entries.note(warehouse, meeting.id, "decision", kept.id, at)
    return kept


def test_the_agenda_takes_forty_five_minutes():
    assert sum(agenda.PLANNED) == 45
    assert agenda.KEYS == ("last", "changes", "side", "objectives", "decided", "check")


def test_a_meeting_begins_at_last_time_with_whoever_is_there(memory):
    begun(memory, present=["Ana ", "Ben", "", "Ana"])
    now = where(memory)
    assert (now.item, now.present, now.planned, now.month) == ("last", ("Ana", "Ben"), (6, 10, 9, 12, 7, 1), OCTOBER)


def test_a_meeting_without_people_minutes_or_a_name_is_refused_with_every_reason(memory):
    with pytest.raises(Refused) as refused:
        meetings.start(memory, OCTOBER, (0, 10, 9, 12, 7, 999), [" "], "", AT)
    said = " ".join(refused.value.faults)
    assert len(refused.value.faults) == 4
    assert "“Last time” may take from 1 to 180 minutes, and 0 were given" in said
    assert "“Check” may take from 1 to 180 minutes, and 999" in said
    assert "nobody is named" in said and "no name was given" in said


def test_a_second_meeting_is_refused_while_one_is_running(memory):
    first = begun(memory)
    with pytest.raises(Refused, match="found the one that Ana began at 14:00 on 9 November"):
        begun(memory, after(1))
    minutes.end(memory, first.id, None, after(2))
    assert begun(memory, after(3)).id != first.id


def test_two_laptops_that_press_next_at_once_go_on_by_one_item(memory):
    id = begun(memory).id
    meetings.go(memory, id, "changes", None, after(5))
    meetings.go(memory, id, "changes", None, after(5))
    assert (where(memory).item, where(memory).version) == ("changes", 2)


def test_an_item_takes_the_time_of_all_its_visits(memory):
    id = begun(memory).id
    for item, at in (("changes", 4), ("last", 10), ("side", 11.5)):
        meetings.go(memory, id, item, None, after(at))
    meetings.welcome(memory, id, ["Ana", "Dan"], after(12))
    with memory.reading() as cursor:
        taken = meetings.steps(cursor, id)
    assert meetings.spent(taken, after(20)) == {"last": 330, "changes": 360, "side": 510}


def test_who_comes_later_is_there_from_then_on(memory):
    id = begun(memory).id
    meetings.welcome(memory, id, ["Ana", "Ben", "Dan"], after(3))
    assert where(memory).present == ("Ana", "Ben", "Dan")
    with pytest.raises(Refused, match="nobody is named"):
        meetings.welcome(memory, id, [], after(4))


def test_an_item_that_is_none_and_a_meeting_that_is_none_are_refused(memory):
    id = begun(memory).id
    with pytest.raises(Refused, match="found “lunch”"):
        meetings.go(memory, id, "lunch", None, AT)
    with pytest.raises(Refused, match="this one is not there"):
        meetings.go(memory, "nobody", "side", None, AT)


def test_a_meeting_that_is_over_stays_over_and_says_so(memory):
    id = begun(memory).id
    minutes.end(memory, id, None, after(40))
    assert meetings.go(memory, id, "side", None, after(41)).item == OVER
    for late in (
        lambda: meetings.welcome(memory, id, ["Dan"], after(41)),
        lambda: meeting_checks.give(memory, id, Check(3)),
    ):
        with pytest.raises(Refused, match="meeting is over"):
            late()


def test_a_meeting_that_was_only_a_try_is_no_meeting(memory):
    id = begun(memory).id
    meetings.go(memory, id, agenda.DROPPED, None, after(3))
    with memory.reading() as cursor:
        assert meetings.every(cursor) == []
    assert last_time_met_on(memory) is None


def last_time_met_on(warehouse):
    held = begun(warehouse, after(60))
    with warehouse.reading() as cursor:
        return last_time.of(cursor, held).met_on


# --- last time -------------------------------------------------------------------------------------------------------


def test_last_time_is_what_was_decided_since_and_what_is_still_open_the_latest_first(memory):
    before = begun(memory)
    decisions.save(memory, decisions.Draft(date(2026, 6, 15), "Long ago."), "Ana", AT)
    decided(memory, before, "No advert before it is scored.")
    on_time, done = acted(memory, before, "Rewrite"), acted(memory, before, "Route")
    late = actions.save(memory, actions.Draft("Score", "Ben", date(2026, 10, 20)), "Ana", AT)
    actions.tick(memory, done, date(2026, 11, 10), "Ben", after(2000))
    minutes.end(memory, before.id, None, after(40))
    held = begun(memory, datetime(2026, 12, 7, 14, 0))
    decided(memory, held, "Of today.", datetime(2026, 12, 7, 14, 5))
    with memory.reading() as cursor:
        found = last_time.of(cursor, held)
    assert (found.met_on, [one.what for one in found.decisions]) == (AT.date(), ["No advert before it is scored."])
    assert [one.id for one in found.actions] == [late.id, on_time.id, done.id]


def test_the_first_meeting_takes_up_the_newest_decisions(memory):
    for day in range(1, 8):
        decisions.save(memory, decisions.Draft(date(2026, 10, day), f"Rule {day}."), "Ana", AT)
    with memory.reading() as cursor:
        found = last_time.of(cursor, begun(memory))
    assert (found.met_on, [one.what for one in found.decisions]) == (None, [f"Rule {day}." for day in range(3, 8)])


# --- the check -------------------------------------------------------------------------------------------------------


def test_each_who_is_there_answers_once_and_nobody_can_tell_who_said_what(memory):
    id = begun(memory).id
    for said in (Check(9), Check(2, " Too  long. "), Check(7)):
        meeting_checks.give(memory, id, said)
    with memory.reading() as cursor:
        assert meeting_checks.of(cursor, id) == (Check(2, "Too long."), Check(7), Check(9))
        columns = cursor.execute("select * from records.meeting_checks limit 0").pl().columns
    assert columns == ["meeting", "points", "word"]
    with pytest.raises(Refused, match="each of the 3 who are there, and all have answered"):
        meeting_checks.give(memory, id, Check(5))


@pytest.mark.parametrize("points", [-1, 11])
def test_a_check_goes_from_0_to_10(memory, points):
    with pytest.raises(Refused, match=f"from 0 to 10, found {points}"):
        meeting_checks.give(memory, begun(memory).id, Check(points))


def test_the_middle_is_not_moved_by_one_who_is_angry():
    assert meeting_checks.middle([0, 8, 8]) == 8
    assert meeting_checks.middle([7, 8]) == 7.5
    assert meeting_checks.middle([]) is None


# --- what stays ------------------------------------------------------------------------------------------------------


def held(warehouse):
    meeting = begun(warehouse)
    meetings.go(warehouse, meeting.id, "changes", Sight("last", ("Decided on 12 Oct: one rule.",)), after(5))
    meetings.go(warehouse, meeting.id, "last", Sight("changes", ("▼ Win rate 24%.",)), after(8))
    meetings.go(warehouse, meeting.id, "changes", Sight("last", ("Decided on 12 Oct: one rule, again.",)), after(9))
    acted(warehouse, meeting, carries_out=decided(warehouse, meeting).id)
    ticked = actions.save(warehouse, actions.Draft("Old one", "Cleo", date(2026, 11, 1)), "Ana", AT)
    actions.tick(warehouse, ticked, AT.date(), "Ana", after(9))
    meeting_entries.note(warehouse, meeting.id, "done", ticked.id, after(9))
    meeting_checks.give(warehouse, meeting.id, Check(8, "Good."))
    minutes.end(warehouse, meeting.id, Sight("changes", ("▼ Win rate 23%.",)), after(44.5))
    return meeting


def kept(warehouse, meeting):
    with warehouse.reading() as cursor:
        return minutes.of(cursor, meeting.id)


def test_the_minutes_tell_what_was_seen_decided_and_taken_on_and_how_long_it_took(memory):
    found = kept(memory, held(memory))
    assert (found.began_at, found.ended_at, found.seconds, found.planned) == (AT, after(44.5), 2670, 45)
    assert [(item.name, item.seconds) for item in found.looked[:3]] == [
        ("Last time", 360),
        ("Real changes", 2310),
        ("Side by side", 0),
    ]
    assert found.looked[0].seen == ("Decided on 12 Oct: one rule, again.",)
    assert found.looked[1].seen == ("▼ Win rate 23%.",)
    assert [(one.what, [each.owner for each in one.carried_out]) for one in found.decided] == [
        ("One definition.", ["Ben"])
    ]
    assert [(one.what, one.owner, one.due, one.moves) for one in found.actions] == [
        ("Call the ten", "Ben", DUE, "Win rate")
    ]
    assert [one.what for one in found.done] == ["Old one"]
    assert found.checks == (Check(8, "Good."),)


def test_nothing_that_comes_later_changes_the_minutes(memory):
    meeting = held(memory)
    before = kept(memory, meeting)
    pictures.fill(memory)
    acted(memory, meeting, "Smuggled in", at=after(60))
    with memory.reading() as cursor:
        first = next(one for one in actions.current(cursor) if one.what == "Call the ten")
    actions.tick(memory, first, DUE, "Ben", after(5000))
    minutes.end(memory, meeting.id, Sight("changes", ("Other figures.",)), after(6000))
    assert kept(memory, meeting) == before
    with memory.reading() as cursor:
        written = cursor.execute("select count(*) from records.meeting_papers where part = 'minutes'").fetchone()
    assert written == (1,)


def test_a_decision_that_nobody_carries_out_is_without_an_owner(memory):
    meeting = begun(memory)
    first, second = decided(memory, meeting, "One."), decided(memory, meeting, "Two.", after(1))
    carrying = acted(memory, meeting, carries_out=second.id)
    with memory.reading() as cursor:
        assert meeting_entries.of(cursor, meeting.id).unowned == (first,)
    actions.take_back(memory, carrying, "Ana", after(2))
    with memory.reading() as cursor:
        assert meeting_entries.of(cursor, meeting.id).unowned == (first, second)


def test_what_is_taken_back_or_opened_again_before_the_end_is_not_in_the_minutes(memory):
    meeting = begun(memory)
    actions.take_back(memory, acted(memory, meeting), "Ana", after(1))
    decisions.take_back(memory, decided(memory, meeting), "Ana", after(1))
    ticked = acted(memory, meeting, "Half done")
    meeting_entries.note(memory, meeting.id, "done", ticked.id, after(1))
    minutes.end(memory, meeting.id, None, after(40))
    found = kept(memory, meeting)
    assert (found.decided, [one.what for one in found.actions], found.done) == ((), ["Half done"], ())

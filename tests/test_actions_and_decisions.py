"""Actions and decisions: what is refused, ticked, worded anew and taken back, and that all of it is kept."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from custodian.domain import actions, decisions
from custodian.domain.refusals import Overtaken, Refused
from custodian.warehouse import queries
from tests import stories

AT = datetime(2026, 10, 12, 9, 30)


@pytest.fixture
def warehouse():
    return stories.warehouse_holding({})


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

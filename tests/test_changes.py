"""The log of changes and undoing one of them: what stood there before comes back, what is newer is never lost."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from custodian.domain import actions, changes, checkins, decisions, goals, objectives
from custodian.domain.keyresults import KeyResult
from custodian.domain.merging import Name
from custodian.domain.refusals import Refused

AT = datetime(2026, 10, 12, 9, 30)
DRAFT = objectives.Draft(
    title="Be known",
    why="Nobody asks a stranger.",
    first_day=date(2026, 10, 1),
    last_day=date(2026, 12, 31),
    sales_owner="Sam",
    marketing_owner="Mia",
    key_results=(KeyResult("branded_searches", 6100, 8000),),
)


def at(minute: int) -> datetime:
    return AT + timedelta(minutes=minute)


def log(warehouse):
    with warehouse.reading() as cursor:
        return changes.every(cursor)


def undoing(warehouse, kind, id, version):
    with warehouse.reading() as cursor:
        return changes.undoing(cursor, kind, id, version)


def undo(warehouse, kind, id, version, chosen=None, by="Cleo", minute=50):
    one = undoing(warehouse, kind, id, version)
    return changes.undo(warehouse, kind, one, chosen or {}, by, at(minute))


@pytest.fixture
def edited(memory):
    """An objective in three versions: Ben worded its title anew, then Ana named another owner and a higher target."""
    first = objectives.save(memory, DRAFT, "Ana", at(0))
    second = objectives.save(memory, replace(first, title="Be the first name"), "Ben", at(1))
    results = (KeyResult("branded_searches", 6100, 9000),)
    return objectives.save(memory, replace(second, sales_owner="Sue", key_results=results), "Ana", at(2))


def test_the_log_has_every_change_with_its_author_newest_first(memory, edited):
    goals.save(memory, goals.Draft("Grow", "Dora", date(2026, 1, 1), date(2026, 12, 31)), "Dora", at(3))
    action = actions.save(memory, actions.Draft("Call", "Ben", date(2026, 11, 2)), "Ana", at(4))
    actions.tick(memory, action, date(2026, 11, 1), "Ben", at(5))
    decisions.save(memory, decisions.Draft(date(2026, 10, 12), "Score adverts."), "Mia", at(6))
    assert [(one.kind, one.title, one.version, one.by) for one in log(memory)] == [
        ("decision", "Score adverts.", 1, "Mia"),
        ("action", "Call", 2, "Ben"),
        ("action", "Call", 1, "Ana"),
        ("goal", "Grow", 1, "Dora"),
        ("objective", "Be the first name", 3, "Ana"),
        ("objective", "Be the first name", 2, "Ben"),
        ("objective", "Be known", 1, "Ana"),
    ]


def test_a_change_says_what_stood_there_before_and_what_stands_there_now(memory, edited):
    third, second, first = log(memory)
    assert [(part.name, part.opened, part.mine) for part in third.parts] == [
        (Name("sales_owner"), "Sam", "Sue"),
        (
            Name("key_results", "branded_searches"),
            KeyResult("branded_searches", 6100, 8000),
            KeyResult("branded_searches", 6100, 9000),
        ),
    ]
    assert [(part.opened, part.mine) for part in second.parts] == [("Be known", "Be the first name")]
    assert first.is_first
    assert [(part.name.field, part.mine) for part in first.parts] == [
        ("title", "Be known"),
        ("why", "Nobody asks a stranger."),
        ("first_day", date(2026, 10, 1)),
        ("last_day", date(2026, 12, 31)),
        ("sales_owner", "Sam"),
        ("marketing_owner", "Mia"),
        ("key_results", KeyResult("branded_searches", 6100, 8000)),
    ]


def test_of_an_open_round_the_log_says_that_a_team_has_said_and_not_what(memory, edited):
    checkins.save(memory, checkins.Draft(edited.id, "sales", "No fair.", 4), "Sam", at(10))
    (waiting, *_) = log(memory)
    assert (waiting.kind, waiting.by, waiting.team, waiting.parts) == ("check-in", "Sam", "sales", ())
    checkins.save(memory, checkins.Draft(edited.id, "marketing", "Two fairs.", 7), "Mia", at(11))
    assert [[part.mine for part in one.parts] for one in log(memory)[:2]] == [[7, "Two fairs."], [4, "No fair."]]
    assert not waiting.may_be_undone
    assert undoing(memory, "check-in", edited.id, 1) is None


def test_the_newest_change_is_undone_and_the_undoing_too(memory, edited):
    undone = undo(memory, "objective", edited.id, 3)
    assert (undone.sales_owner, undone.key_results, undone.version) == ("Sam", DRAFT.key_results, 4)
    (change, *_) = log(memory)
    assert (change.by, [(part.opened, part.mine) for part in change.parts][0]) == ("Cleo", ("Sue", "Sam"))
    again = undo(memory, "objective", edited.id, 4, by="Ana")
    assert (again.sales_owner, again.key_results, again.version) == ("Sue", edited.key_results, 5)


def test_an_older_change_is_undone_without_touching_what_came_after_it(memory, edited):
    undone = undo(memory, "objective", edited.id, 2)
    assert (undone.title, undone.sales_owner, undone.key_results) == ("Be known", "Sue", edited.key_results)


def test_nothing_newer_is_lost_unless_somebody_chooses_so(memory, edited):
    objectives.save(memory, replace(edited, title="Be everywhere", why="Because."), "Ben", at(3))
    with pytest.raises(Refused) as refusal:
        undo(memory, "objective", edited.id, 2)
    assert refusal.value.faults == (
        "Undoing this would lose one thing changed since, last by Ben. Nothing was saved; choose for each what shall "
        "stand.",
    )
    assert log(memory)[0].version == 4
    undone = undo(memory, "objective", edited.id, 2, {Name("title"): "mine"})
    assert (undone.title, undone.why, undone.version) == ("Be known", "Because.", 5)


def test_what_is_undone_already_is_not_undone_twice(memory, edited):
    undo(memory, "objective", edited.id, 3)
    with pytest.raises(Refused, match="Nothing of this change is left to undo"):
        undo(memory, "objective", edited.id, 3)


def test_whoever_undoes_says_who_it_was(memory, edited):
    with pytest.raises(Refused, match="no name was given"):
        undo(memory, "objective", edited.id, 3, by=" ")


def test_what_was_written_by_mistake_is_taken_back_or_closed(memory, edited):
    action = actions.save(memory, actions.Draft("Call", "Ben", date(2026, 11, 2)), "Ana", at(4))
    decided = decisions.save(memory, decisions.Draft(date(2026, 10, 12), "Score adverts."), "Mia", at(6))
    goal = goals.save(memory, goals.Draft("Grow", "Dora", date(2026, 1, 1), date(2026, 12, 31)), "Dora", at(3))
    for kind, one in (("action", action), ("decision", decided), ("goal", goal), ("objective", edited)):
        undo(memory, kind, one.id, 1)
    with memory.reading() as cursor:
        assert (actions.current(cursor), decisions.every(cursor)) == ([], [])
        assert [one.status for one in (*goals.current(cursor), *objectives.current(cursor))] == ["closed", "closed"]
    undo(memory, "decision", decided.id, 2)
    with memory.reading() as cursor:
        assert [one.what for one in decisions.every(cursor)] == ["Score adverts."]


WORDS = some.fixed_dictionaries(
    {}, optional={"what": some.sampled_from(["Call", "Write", "Visit"]), "owner": some.sampled_from(["Ana", "Ben"])}
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(some.lists(WORDS, min_size=1, max_size=4), some.data())
def test_whatever_is_undone_no_newer_word_is_lost(memory, edits, data):
    one = actions.save(memory, actions.Draft("Call", "Ana", date(2026, 11, 2)), "Ana", AT)
    past = [one]
    for edit in edits:
        past.append(actions.save(memory, replace(past[-1], **edit), "Ben", AT))
    version = data.draw(some.integers(2, len(past)))
    before, undone, newest = past[version - 2], past[version - 1], past[-1]
    found = undoing(memory, "action", one.id, version)
    for field in ("what", "owner"):
        was, made, stands = (getattr(each, field) for each in (before, undone, newest))
        at_stake = [part for part in found.parts if part.name.field == field]
        if was in (made, stands):
            assert at_stake == []
        else:
            assert [part.is_for_choosing for part in at_stake] == [stands != made]

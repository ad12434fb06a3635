"""Two people who change one entry at once: nothing that either wrote is lost, whatever they wrote."""

from dataclasses import dataclass, replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some

from custodian.domain import merging
from custodian.domain.actions import Action
from custodian.domain.keyresults import KeyResult
from custodian.domain.merging import Name
from custodian.domain.objectives import Draft, Objective

OPENED = Objective(
    title="Be known",
    why="Nobody asks a stranger.",
    first_day=date(2026, 10, 1),
    last_day=date(2026, 12, 31),
    sales_owner="Sam",
    marketing_owner="Mia",
    key_results=(KeyResult("win_rate", 0.2, 0.3), KeyResult("recommend", 20, 40)),
    id="one",
    version=4,
    parents=("growth",),
)
AIM = Name("key_results", "win_rate")


def test_what_only_one_of_the_two_changed_is_taken_over_from_each():
    theirs = replace(OPENED, title="Be the first name", version=5, written_by="Ben")
    mine = replace(OPENED, sales_owner="Sue", key_results=(*OPENED.key_results, KeyResult("revenue", 1, 2)))
    found = merging.between(OPENED, theirs, mine)
    assert [(part.name.field, part.name.member, part.changed_by) for part in found] == [
        ("title", "", "theirs"),
        ("sales_owner", "", "mine"),
        ("key_results", "revenue", "mine"),
    ]
    both = merging.merged(OPENED, theirs, mine, {})
    assert (both.title, both.sales_owner, both.version) == ("Be the first name", "Sue", 5)
    assert [result.kpi for result in both.key_results] == ["win_rate", "recommend", "revenue"]


def test_what_both_changed_has_to_be_chosen():
    theirs = replace(OPENED, title="Ben's words", version=5)
    mine = replace(OPENED, title="Ana's words", why="So that they ask us.")
    found = merging.between(OPENED, theirs, mine)
    (open_one,) = merging.for_choosing(found, {})
    assert (open_one.opened, open_one.theirs, open_one.mine) == ("Be known", "Ben's words", "Ana's words")
    with pytest.raises(KeyError):
        merging.merged(OPENED, theirs, mine, {})
    assert merging.merged(OPENED, theirs, mine, {Name("title"): "mine"}).title == "Ana's words"
    kept = merging.merged(OPENED, theirs, mine, {Name("title"): "theirs"})
    assert (kept.title, kept.why) == ("Ben's words", "So that they ask us.")


def test_two_targets_of_one_key_result_are_a_choice_and_another_key_result_is_none():
    win_rate, recommend = OPENED.key_results
    theirs = replace(OPENED, key_results=(replace(win_rate, target=0.35), recommend))
    mine = replace(OPENED, key_results=(replace(win_rate, target=0.4), replace(recommend, target=50)))
    (open_one,) = merging.for_choosing(merging.between(OPENED, theirs, mine), {})
    assert open_one.name == AIM
    both = merging.merged(OPENED, theirs, mine, {AIM: "mine"})
    assert [result.target for result in both.key_results] == [0.4, 50]


def test_a_key_result_that_one_removed_and_the_other_changed_is_a_choice():
    win_rate, recommend = OPENED.key_results
    theirs, mine = (
        replace(OPENED, key_results=(recommend,)),
        replace(OPENED, key_results=(replace(win_rate, target=0.4), recommend)),
    )
    (open_one,) = merging.for_choosing(merging.between(OPENED, theirs, mine), {})
    assert (open_one.theirs, open_one.mine.target) == (None, 0.4)
    assert merging.merged(OPENED, theirs, mine, {AIM: "theirs"}).key_results == (recommend,)
    assert {result.target for result in merging.merged(OPENED, theirs, mine, {AIM: "mine"}).key_results} == {0.4, 40}


def test_all_key_results_removed_by_one_stay_removed():
    theirs = replace(OPENED, key_results=(), version=5)
    both = merging.merged(OPENED, theirs, replace(OPENED, title="Anew", parents=()), {})
    assert (both.key_results, both.parents, both.title) == ((), (), "Anew")


def test_two_new_numbers_that_have_no_name_yet_are_both_kept():
    new = (KeyResult("", 0, 5), KeyResult("", 0, 7))
    mine = replace(OPENED, key_results=(*OPENED.key_results, *new))
    both = merging.merged(OPENED, replace(OPENED, title="Ben's words"), mine, {})
    assert both.key_results == (*OPENED.key_results, *new)


def test_a_blank_more_is_no_change_and_the_same_change_no_choice():
    theirs, mine = replace(OPENED, title="Be known by all"), replace(OPENED, title=" Be known  by all", why=OPENED.why)
    found = merging.between(OPENED, theirs, mine)
    assert [(part.changed_by, part.is_for_choosing) for part in found] == [(None, False)]
    assert merging.merged(OPENED, theirs, mine, {}).title == "Be known by all"


def test_an_action_that_one_ticks_and_the_other_words_anew_is_both():
    opened = Action("Call", "Ben", date(2026, 11, 2), id="a", version=1)
    ticked = replace(opened, done_on=date(2026, 11, 1), version=2)
    both = merging.merged(opened, ticked, replace(opened, what="Call them all"), {})
    assert (both.what, both.done_on, both.version) == ("Call them all", date(2026, 11, 1), 2)


# --- whatever they write ---------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Thing:
    name: str
    value: int


@dataclass(frozen=True)
class Entry:
    """A small one of every sort of field, so that few draws meet every case."""

    word: str
    day: date | None
    things: tuple[Thing, ...]
    id: str = "one"
    version: int = 1


THINGS = some.lists(
    some.builds(Thing, some.sampled_from("ab"), some.integers(0, 2)), max_size=2, unique_by=lambda thing: thing.name
)
ENTRIES = some.builds(
    Entry,
    some.sampled_from(["", "x", "y z"]),
    some.sampled_from([None, date(2026, 1, 1), date(2026, 1, 2)]),
    THINGS.map(tuple),
)


@given(ENTRIES, ENTRIES, ENTRIES, some.sampled_from(["mine", "theirs"]))
def test_every_part_that_somebody_wrote_is_kept_or_shown_beside_the_other(opened, theirs, mine, whose):
    found = merging.between(opened, theirs, mine)
    chosen = {part.name: whose for part in found if part.is_for_choosing}
    both = merging.parts(merging.merged(opened, theirs, mine, chosen))
    was, said, wrote = map(merging.parts, (opened, theirs, mine))
    for name in {*was, *said, *wrote}:
        if said.get(name) == was.get(name):
            assert both.get(name) == wrote.get(name)
        elif wrote.get(name) == was.get(name):
            assert both.get(name) == said.get(name)
        else:
            assert both.get(name) == (wrote if whose == "mine" else said).get(name)
            assert said.get(name) == wrote.get(name) or name in chosen


@given(ENTRIES, ENTRIES, ENTRIES)
def test_it_is_a_choice_for_whoever_was_faster(opened, theirs, mine):
    names = {part.name for part in merging.between(opened, theirs, mine) if part.is_for_choosing}
    assert names == {part.name for part in merging.between(opened, mine, theirs) if part.is_for_choosing}


@given(ENTRIES, ENTRIES)
def test_alone_everything_is_as_it_was_written(opened, mine):
    assert merging.merged(opened, opened, mine, {}) == replace(mine, version=opened.version)
    assert merging.changed(mine, mine) == []


def test_a_plain_draft_is_brought_together_with_saved_versions():
    """What a form makes has no author yet."""
    mine = Draft(**{name: getattr(OPENED, name) for name in Draft.__dataclass_fields__} | {"why": "Mine."})
    both = merging.merged(OPENED, replace(OPENED, title="Theirs", version=5, written_by="Ben"), mine, {})
    assert (type(both), both.title, both.why, both.version) == (Draft, "Theirs", "Mine.", 5)

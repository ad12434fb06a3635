"""Two people in the same form: the second sees both texts and chooses. And what changed, said in words and undone."""

import json
from dataclasses import replace
from datetime import date, datetime

import pytest

from custodian.domain import actions, decisions, kpis, objectives
from custodian.domain.keyresults import KeyResult
from custodian.domain.merging import Name, Part
from custodian.words import entries
from tests.test_objectives_page import HOSTILE, fill, press, promised, shown, visit

AT = datetime(2026, 10, 12, 9, 30)


def versions(warehouse, of, id):
    with warehouse.reading() as cursor:
        return of.past(cursor, id)


def labels(app):
    return [button.label for button in app.button]


def logged(app) -> list[dict]:
    written = next(node.proto.json for node in app.get("bidi_component") if "changes" in node.proto.json)
    return json.loads(written)["changes"]


def test_the_second_sees_both_texts_chooses_and_nothing_of_either_is_lost(warehouse):
    opened = promised(warehouse)
    app = visit(write="change", id=opened.id, version="1")
    fill(
        app, **{"What shall be true in the end?": "Ana's words", "Why does it matter?": "They go.", "Your name": "Ana"}
    )
    objectives.save(warehouse, replace(opened, title="Ben's words", sales_owner="Sue"), "Ben", AT)
    app = press(app.run(), "Save both together")
    assert "Ben and you both changed this\\: Title. Choose whose stays, then save." in app.error[0].value
    assert "Ben saved another version on 12 Oct 2026 09\\:30" in app.warning[0].value
    said = shown(app)
    assert "**Title** was changed by both of you. When you opened this\\: No enquiry waits" in said
    assert "By Ben · Owner in sales\\: Head of sales → Sue" in said
    assert "By you · Why it matters\\: nothing → They go." in said
    (choice,) = [radio for radio in app.radio if radio.key == "choose_title_"]
    assert choice.value is None
    assert choice.options == ["By Ben\\: Ben's words", "By you\\: Ana's words"]
    assert app.text_input[0].value == "Ana's words"
    choice.set_value("theirs")
    app = press(app, "Save both together")
    assert not app.error and not app.text_input
    newest, *_ = versions(warehouse, objectives, opened.id)
    assert (newest.title, newest.why, newest.sales_owner) == ("Ben's words", "They go.", "Sue")
    assert (newest.version, newest.written_by) == (3, "Ana")


def test_a_press_on_save_that_has_not_seen_the_other_version_saves_nothing(warehouse):
    """The button is another one as soon as somebody was faster, so an unseen version is never written over."""
    opened = promised(warehouse)
    app = visit(write="change", id=opened.id, version="1")
    fill(app, **{"Why does it matter?": "They go.", "Your name": "Ana"}).run()
    objectives.save(warehouse, replace(opened, sales_owner="Sue"), "Ben", AT)
    app = press(app, "Save")
    assert versions(warehouse, objectives, opened.id)[0].written_by == "Ben"
    assert "Save" not in labels(app) and "Save both together" in labels(app)
    press(app, "Save both together")
    newest, *_ = versions(warehouse, objectives, opened.id)
    assert (newest.why, newest.sales_owner, newest.version) == ("They go.", "Sue", 3)


@pytest.mark.parametrize(
    ("write", "save", "label", "begun", "theirs"),
    [
        (
            "change-action",
            lambda warehouse: actions.save(warehouse, actions.Draft("Call", "Ben", date(2026, 11, 2)), "Ana", AT),
            "What is to be done?",
            actions,
            {"owner": "Sue"},
        ),
        (
            "change-decision",
            lambda warehouse: decisions.save(warehouse, decisions.Draft(date(2026, 10, 1), "Call"), "Ana", AT),
            "What did the two teams decide?",
            decisions,
            {"decided_on": date(2026, 10, 2)},
        ),
    ],
)
def test_actions_and_decisions_are_brought_together_too(warehouse, write, save, label, begun, theirs):
    first = save(warehouse)
    app = visit(write=write, id=first.id, version="1")
    fill(app, **{label: "Call them all", "Your name": "Ana"}).run()
    begun.save(warehouse, replace(first, **theirs), "Ben", AT)
    press(app.run(), "Save both together")
    newest, *_ = versions(warehouse, begun, first.id)
    assert (newest.what, newest.version) == ("Call them all", 3)
    assert {name: getattr(newest, name) for name in theirs} == theirs


def test_everything_that_changed_is_told_and_undone_from_there(warehouse):
    opened = promised(warehouse)
    objectives.save(warehouse, replace(opened, title="Ben's words"), "Ben", AT.replace(hour=10))
    app = visit(write="changes")
    assert logged(app) == [
        {
            "head": "Ben, 12 Oct 2026 10:30: changed the objective “Ben's words”",
            "lines": ["Title: No enquiry waits → Ben's words"],
            "undo": {"write": "undo-objective", "id": opened.id, "version": 2},
        },
        {
            "head": "Ana, 12 Oct 2026 09:30: wrote the objective “No enquiry waits”",
            "lines": [
                "First day: 1 Jan 2026",
                "Last day: 31 Dec 2026",
                "Owner in sales: Head of sales",
                "Owner in marketing: Head of marketing",
                "Key result “Branded searches”: from 6,100 to 8,000",
            ],
            "undo": {"write": "undo-objective", "id": opened.id, "version": 1},
        },
    ]
    app = visit(write="undo-objective", id=opened.id, version="2")
    assert "As it stood before · Title\\: Ben's words → No enquiry waits" in shown(app)
    press(fill(app, **{"Your name": "Cleo"}), "Undo this change")
    newest, *_ = versions(warehouse, objectives, opened.id)
    assert (newest.title, newest.written_by, newest.version) == ("No enquiry waits", "Cleo", 3)


def test_undoing_what_was_changed_again_shows_both_and_saves_nothing_unchosen(warehouse):
    first = actions.save(warehouse, actions.Draft("Call", "Ben", date(2026, 11, 2)), "Ana", AT)
    second = actions.save(warehouse, replace(first, what="Call twice"), "Ben", AT)
    actions.save(warehouse, replace(second, what="Call three times"), "Sue", AT)
    app = visit(write="undo-action", id=first.id, version="2")
    app = press(fill(app, **{"Your name": "Cleo"}), "Undo this change")
    assert "Undoing this would lose one thing changed since, last by Sue" in app.error[0].value
    (choice,) = app.radio
    assert choice.options == ["As it stands now, last changed by Sue\\: Call three times", "As it stood before\\: Call"]
    choice.set_value("mine")
    press(app, "Undo this change")
    assert versions(warehouse, actions, first.id)[0].what == "Call"


@pytest.mark.parametrize("write", ["changes", "undo-action", "undo-goal", "change-action", "change-decision"])
def test_where_there_is_nothing_to_change_or_undo_the_form_says_so(warehouse, write):
    app = visit(write=write, id="nothing", version="x")
    assert not app.exception
    assert app.info[0].value.startswith(("Nothing has been written", "This change is not", "This is not there"))


def test_hostile_words_stay_words_in_a_choice_and_in_the_log(warehouse):
    opened = promised(warehouse, title=HOSTILE)
    objectives.save(warehouse, replace(opened, title=f"{HOSTILE} 2"), HOSTILE, AT)
    app = visit(write="change", id=opened.id, version="1")
    app = fill(app, **{"What shall be true in the end?": f"{HOSTILE} 3"}).run()
    assert not app.exception
    for said in (app.warning[0].value, shown(app), *app.radio[-1].options):
        assert "<img" not in said.replace("\\<img", "") and "**bold**" not in said
    assert logged(app)[0]["lines"] == [f"Title: {HOSTILE} → {HOSTILE} 2"]


# --- its words -------------------------------------------------------------------------------------------------------


def test_what_stands_in_a_part_is_said_to_the_last_digit():
    known = entries.Known(kpis.catalogue(), {"g": "Grow"}, "EUR")
    aim = KeyResult("win_rate", 0.273, 0.3, 2, ((date(2026, 10, 1), 0.2815),))
    name = Name("key_results", "win_rate")
    part = Part(name, None, aim, aim)
    assert entries.changed(part, known) == (
        "Key result “Win rate”: not there → from 27.3% to 30%, weight 2, by month: Oct 2026 28.15%"
    )
    assert entries.said(Name("parents"), ("g", "h"), known) == "Grow, something that is gone"
    assert entries.said(Name("done_on"), None, known) == "nothing"
    assert entries.said(Name("due"), date(2026, 11, 2), known) == "2 Nov 2026"
    assert entries.said(Name("weight"), 1.0, known) == "1"

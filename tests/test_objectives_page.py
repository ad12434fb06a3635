"""The Objectives page as a visitor meets it: empty, promised, refused, overtaken, and written on by a hostile hand."""

import json
from datetime import date, datetime
from pathlib import Path

from streamlit.testing.v1 import AppTest

from custodian.domain import actions, checkins, counts, decisions, goals, objectives, progress
from custodian.domain.counts import Counted
from custodian.domain.keyresults import KeyResult, standing
from custodian.domain.kpis import catalogue
from custodian.domain.objectives import Draft
from custodian.domain.periods import Period
from custodian.domain.readings import Point
from custodian.ui import beside, promises
from custodian.ui import objectives as page

ROOT = Path(__file__).parents[1]
AT = datetime(2026, 10, 12, 9, 30)
YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))
HOSTILE = "<img src=x onerror=alert(1)> **bold** [go](http://x) :red[red] $x$"


def visit(**asked: str) -> AppTest:
    app = AppTest.from_file(ROOT / "app.py", default_timeout=60).switch_page("pages/objectives.py")
    for name, value in asked.items():
        app.query_params[name] = value
    return app.run()


def promised(warehouse, **changed):
    draft = Draft(
        **{
            "title": "No enquiry waits",
            "why": "",
            "first_day": YEAR.first_day,
            "last_day": YEAR.last_day,
            "sales_owner": "Head of sales",
            "marketing_owner": "Head of marketing",
            "key_results": (KeyResult("branded_searches", 6100, 8000),),
            **changed,
        }
    )
    return objectives.save(warehouse, draft, "Ana", AT)


def fill(app, **written):
    fields = {field.label: field for field in [*app.text_input, *app.number_input, *app.text_area, *app.multiselect]}
    for label, value in written.items():
        fields[label].set_value(value)
    return app


def press(app, label):
    return next(button for button in app.button if button.label == label).click().run()


def drawn(app) -> str:
    """The JSON of the page's one drawing, without that of the bar above it."""
    found = [node.proto.json for node in app.get("bidi_component")]
    return next((written for written in found if "groups" in written), "")


def shown(app) -> str:
    return "\n".join(element.value for element in app.markdown)


# --- the page --------------------------------------------------------------------------------------------------------


def test_without_objectives_the_page_says_what_to_do(warehouse):
    app = visit()
    assert not app.exception
    assert "Nothing is promised together yet" in shown(app)
    app = press(app, "Write the first joint objective")
    assert not app.exception
    assert "What shall be true in the end?" in [field.label for field in app.text_input]


def test_an_objective_written_on_the_page_is_kept(warehouse):
    app = fill(visit(write="objective"), **{"Key results: which KPIs will show it?": ["known_unprompted"]}).run()
    app = fill(
        app,
        **{
            "What shall be true in the end?": "Be known",
            "Owner in sales": "Ben",
            "Owner in marketing": "Cleo",
            "Start": 27.0,
            "Target": 35.0,
            "Your name": "Ana",
        },
    )
    app = press(app, "Save")
    assert not app.exception and not app.error
    with warehouse.reading() as cursor:
        (kept,) = objectives.current(cursor)
    assert (kept.title, kept.sales_owner, kept.marketing_owner, kept.written_by) == ("Be known", "Ben", "Cleo", "Ana")
    assert kept.key_results == (KeyResult("known_unprompted", 0.27, 0.35),)
    assert "no figures to be judged by yet" in shown(app)
    assert not app.text_input  # the form is closed


def test_a_refused_objective_is_told_why_and_loses_no_word(warehouse):
    app = fill(visit(write="objective"), **{"What shall be true in the end?": "Be known", "Owner in sales": "Ben"})
    app = press(app, "Save")
    (error,) = app.error
    assert "none in marketing was named" in error.value
    assert "needs at least one key result, and has none" in error.value
    assert "no name was given" in error.value
    assert [field.value for field in app.text_input][:2] == ["Be known", "Ben"]
    with warehouse.reading() as cursor:
        assert objectives.current(cursor) == []


def test_what_the_first_team_says_is_nowhere_on_the_page_before_the_second_has_said(warehouse):
    """Whoever speaks second would lean on it; a look into the page's JSON must not help either."""
    opened = promised(warehouse)
    app = check_in(opened, "Sales", 3, "Two fairs are not enough.")
    assert not app.error and not app.exception
    assert "Sales has said; waiting for marketing" in drawn(app)
    (said,) = json.loads(drawn(app))["groups"][0]["cards"]
    assert [(team["points"], team["rounds"]) for team in said["sure"]] == [("—", []), ("—", [])]
    for written in (app, visit(write="rounds", id=opened.id), visit(write="check-in", id=opened.id)):
        assert "Two fairs are not enough" not in f"{drawn(written)}{shown(written)}{written.session_state}"
    app = check_in(opened, "Marketing", 8, "The adverts work.")
    (said,) = json.loads(drawn(app))["groups"][0]["cards"]
    assert [(team["points"], team["rounds"]) for team in said["sure"]] == [("3", [3]), ("8", [8])]
    assert (said["waiting"], said["notes"][0]["says"]) == ("", "Two fairs are not enough.")
    assert "Sales 3/10\\: Two fairs are not enough" in shown(visit(write="rounds", id=opened.id))


def check_in(opened, team, sure, note):
    app = visit(write="check-in", id=opened.id)
    app.radio[0].set_value(team.lower()).run()
    app.button_group[0].set_value(sure)
    return press(fill(app, **{"What moved, or what is in the way?": note, "Your name": "Ana"}), "Save")


def test_an_action_a_tick_and_a_decision_are_kept(warehouse):
    app = fill(visit(write="action"), **{"What is to be done?": "Call", "Who sees to it?": "Ben", "Your name": "Ana"})
    press(app, "Save")
    app = fill(visit(write="decision"), **{"What did the two teams decide?": "One definition.", "Your name": "Ana"})
    press(app, "Save")
    with warehouse.reading() as cursor:
        (action,), (decided,) = actions.current(cursor), decisions.every(cursor)
    assert (action.what, action.done_on) == ("Call", None)
    assert decided.what == "One definition."
    press(fill(visit(write="tick", id=action.id), **{"Your name": "Ben"}), "Done")
    with warehouse.reading() as cursor:
        (ticked,) = actions.current(cursor)
    assert ticked.done_on is not None and ticked.written_by == "Ben"


def test_hostile_words_are_shown_letter_by_letter(warehouse):
    """In Markdown every sign is escaped; the cards write text nodes only, so nothing there is parsed."""
    opened = promised(warehouse, title=HOSTILE)
    app = visit(write="check-in", id=opened.id)
    assert not app.exception
    assert "\\<img src=x onerror=alert\\(1\\)\\> \\*\\*bold\\*\\*" in shown(app)


def fields(objective):
    return {name: getattr(objective, name) for name in Draft.__dataclass_fields__}


# --- its words -------------------------------------------------------------------------------------------------------


def told(key, start, target, values, month=date(2026, 10, 1), period=YEAR):
    points = [Point(at, value, None, None, 20) for at, value in values.items()]
    result = KeyResult(key, start, target)
    found = standing(catalogue()[key], result, period, points, month, date(2027, 6, 1))
    line = promises.result(found, month, "EUR")
    return f"{line['shape']} {line['says']}", line


def test_a_key_result_is_told_with_a_shape_and_a_word():
    october, september = date(2026, 10, 1), date(2026, 9, 1)
    assert told("branded_searches", 6100, 8000, {september: 8100, october: 8412})[0] == "▲ reached in September"
    assert told("known_unprompted", 0.2, 0.4, {october: 0.36})[0] == "● on course"
    assert told("known_unprompted", 0.2, 0.704, {october: 0.3})[0] == "▼ behind: should be 62% by now"
    assert told("hours_to_first_reply", 20, 8, {october: 19})[0] == "▼ behind: should be 10 h by now"
    assert told("lost_on_brand", 0.44, 0.25, {october: 0.44})[0] == "▼ no movement yet"
    assert told("lost_on_brand", 0.44, 0.25, {})[0] == "○ no figure since it began"
    missed, _ = told("branded_searches", 6100, 8000, {october: 7000}, month=date(2027, 2, 1))
    assert missed == "▼ missed: should have been 8,000 in December 2026"


def test_two_values_that_are_written_alike_are_told_apart_by_the_way():
    """“30%, should be 30%” would be a riddle: 29.6 and 30.3 are both written so."""
    says, line = told("known_unprompted", 0.27, 0.31, {date(2026, 10, 1): 0.296})
    assert (line["value"], says) == ("30%", "▼ behind: should be 83% of the way by now")


def test_a_bar_shows_the_way_gone_and_the_way_due():
    _, line = told("hours_to_first_reply", 20, 8, {date(2026, 9, 1): 14})
    assert (line["span"], line["value"], line["of"]) == ("20 h → 8 h", "14 h", "Sep 2026")
    assert (line["way"], round(line["due"], 2)) == (0.5, 0.83)
    assert line["spoken"] == "Hours to first reply: 50% of the way; today 83% should be gone, which is 10 h"
    assert line["should_be"] == "10 h"
    assert line["path"].startswith("Path: Jan 19 h · Feb 18 h · Mar 17 h") and line["path"].endswith("Dec 8 h")


def test_a_value_beyond_either_end_stays_on_the_bar():
    assert told("branded_searches", 6100, 8000, {date(2026, 10, 1): 5000})[1]["way"] == 0
    assert told("branded_searches", 6100, 8000, {date(2026, 10, 1): 9900})[1]["way"] == 1


def test_the_column_says_what_is_late_and_where_the_teams_disagree(warehouse):
    opened = promised(warehouse)
    for team, sure in (("sales", 4), ("marketing", 8)):
        checkins.save(warehouse, checkins.Draft(opened.id, team, "So it is.", sure), "Ana", AT)
    for what, day in (("Score the stand", 2), ("Rewrite the sheet", 30), ("Call", 20)):
        actions.save(warehouse, actions.Draft(what, "Ben", date(2026, 11, day)), "Ana", AT)
    decisions.save(warehouse, decisions.Draft(date(2026, 10, 12), "One definition."), "Ana", AT)
    today = date(2026, 11, 24)
    with warehouse.reading() as cursor:
        found = progress.of(cursor, date(2026, 10, 1), today)
        column = beside.column(actions.current(cursor), decisions.every(cursor), progress.most_disagreed(found), today)
    assert [action["who"] for action in column["actions"]] == [
        "Ben · due 2 Nov · 3 weeks late",
        "Ben · due 20 Nov · 4 days late",
        "Ben · due 30 Nov",
    ]
    assert [made["says"] for made in column["decisions"]] == ["12 Oct · One definition."]
    assert column["disagreement"] == "“No enquiry waits”: sales 4, marketing 8. Talk about this first."


def test_the_line_below_the_headline_names_a_common_quarter(warehouse):
    promised(warehouse, first_day=date(2026, 10, 1))
    with warehouse.reading() as cursor:
        found = progress.of(cursor, date(2026, 10, 1), date(2026, 11, 24))
    assert promises.below(found, date(2026, 10, 1), date(2026, 11, 24)).startswith("Quarter 4, 2026 · every objective")
    assert "November 2026 is not over" in promises.below(found, date(2026, 11, 1), date(2026, 11, 24))


# --- goals, what is closed, what is counted --------------------------------------------------------------------------


def page_of(warehouse, month=date(2026, 10, 1), today=date(2026, 11, 24)):
    with warehouse.reading() as cursor:
        return page._page(cursor, month, today, "EUR", False).drawn


def test_an_objective_stands_once_under_its_first_goal_and_names_the_others(warehouse):
    first, second = (
        goals.save(warehouse, goals.Draft(title, "Director", YEAR.first_day, YEAR.last_day), "Ana", AT)
        for title in ("Be known", "Be easy")
    )
    promised(warehouse, parents=(first.id, second.id))
    groups = page_of(warehouse)["groups"]
    assert [(group["goal"]["title"], len(group["cards"])) for group in groups] == [("Be known", 1), ("Be easy", 0)]
    assert groups[0]["cards"][0]["owners"] == "Head of sales · Head of marketing · also for “Be easy”"
    assert groups[1]["goal"]["says"] == "2026 · Director · no joint objective leads there first"


def test_a_draft_stands_apart_and_what_is_closed_says_what_was_learned_and_where_it_went(warehouse):
    quarter = {"first_day": date(2026, 7, 1), "last_day": date(2026, 9, 30)}
    old = promised(warehouse, title="Old", status="closed", lesson="Fairs beat adverts.", **quarter)
    promised(warehouse, title="New", carried_from=old.id)
    promised(warehouse, title="Next", status="draft")
    drawn = page_of(warehouse)
    assert [card["title"] for group in drawn["groups"] for card in group["cards"]] == ["New"]
    assert drawn["groups"][0]["cards"][0]["owners"].endswith("carried over from Quarter 3, 2026")
    assert [draft["title"] for draft in drawn["drafts"]] == ["Next"]
    (closed,) = drawn["closed"]
    assert (closed["title"], closed["lesson"]) == ("Old", "Fairs beat adverts.")
    assert closed["says"] == "Quarter 3, 2026 · 0 of 1 key result reached"
    assert closed["goes_on"] == "Carried over into “New”"


def test_with_drafts_alone_the_page_says_that_nothing_is_active(warehouse):
    promised(warehouse, status="draft")
    with warehouse.reading() as cursor:
        found = page._page(cursor, date(2026, 10, 1), date(2026, 11, 24), "EUR", False)
    assert (found.headline, found.drawn["groups"]) == ("No joint objective is active", [])
    assert [draft["title"] for draft in found.drawn["drafts"]] == ["No enquiry waits"]


def test_what_is_over_can_be_carried_over_once(warehouse):
    old = promised(warehouse, first_day=date(2026, 7, 1), last_day=date(2026, 9, 30))
    assert [card["may_go_on"] for card in page_of(warehouse)["groups"][0]["cards"]] == [True]
    promised(warehouse, carried_from=old.id)
    assert [card["may_go_on"] for card in page_of(warehouse)["groups"][0]["cards"]] == [False, False]


def test_a_counted_number_says_that_it_is_counted_by_hand_by_whom_and_when(warehouse):
    opened = promised(warehouse, key_results=(KeyResult("", 2, 8, counted=Counted("References", "count", "up")),))
    (card,) = page_of(warehouse)["groups"][0]["cards"]
    assert card["results"][0]["by_hand"] == "counted by hand; nobody has counted yet"
    counted = (counts.Draft(opened.key_results[0].kpi, date(2026, 10, 30), 5),)
    checkins.save(warehouse, checkins.Draft(opened.id, "sales", "Five.", 6, counted), "Ben", AT.replace(month=11))
    (card,) = page_of(warehouse)["groups"][0]["cards"]
    (result,) = card["results"]
    assert (result["value"], result["by_hand"], result["key"]) == ("5", "counted by hand: Ben, 30 Oct", "")
    assert (card["gone"], card["waiting"]) == ("50% of the way", "Sales has said; waiting for marketing")

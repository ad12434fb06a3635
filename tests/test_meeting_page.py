"""The Meeting page as its drawing gets it: before, during and after a meeting, with nobody's number told too early."""

import json
from datetime import date, datetime, timedelta

from custodian.domain import actions, agenda, checkins, meeting_checks, meetings, minutes, objectives
from custodian.domain.keyresults import KeyResult
from custodian.domain.meeting_checks import Check
from custodian.domain.meetings import Sight
from custodian.ui import readings
from tests.test_pages import _components, visit

NOW = readings.now().replace(microsecond=0)
OCTOBER = date(2026, 10, 1)


def begun(warehouse, item="last"):
    held = meetings.start(warehouse, OCTOBER, agenda.PLANNED, ["Ana", "Ben"], "Ana", NOW - timedelta(minutes=20))
    return meetings.go(warehouse, held.id, item, None, NOW - timedelta(minutes=12))


def drawn(app) -> dict:
    assert not app.exception
    return next(told for proto in _components(app) if "kind" in (told := json.loads(proto.json)))


def on_the_wall(warehouse, item) -> dict:
    return drawn(visit("pages/meeting.py", meeting=begun(warehouse, item).id))


def test_before_the_first_meeting_the_page_offers_one_of_forty_five_minutes(warehouse):
    told = drawn(visit("pages/meeting.py"))
    assert (told["kind"], told["running"], told["present"]) == ("lobby", None, "")
    assert sum(item["minutes"] for item in told["items"]) == told["whole"] == 45


def test_a_stranger_to_the_meeting_can_join_it(warehouse):
    held = begun(warehouse)
    told = drawn(visit("pages/meeting.py", meeting="nobody"))
    assert (told["kind"], told["running"]["meeting"]) == ("lobby", held.id)
    assert told["running"]["says"].endswith("2 are there.")


def test_every_screen_shows_the_item_of_the_records_whatever_its_address_says(filled):
    held = begun(filled, "changes")
    app = visit("pages/meeting.py", meeting=held.id, item="check")
    told = drawn(app)
    assert (told["kind"], told["item"], told["body"]["kind"]) == ("wall", "changes", "changes")
    assert app.query_params["item"] in ("changes", ["changes"])
    assert told["clock"]["spent"]["last"] == 480 and told["clock"]["spent"]["changes"] >= 720
    assert [item["seconds"] for item in told["items"]] == [360, 600, 540, 720, 420, 60]


def test_a_real_change_that_nobody_is_on_is_asked_for(filled):
    rows = on_the_wall(filled, "changes")["body"]["rows"]
    row = next(one for one in rows if one["key"] == "branded_searches")
    assert (row["value"], row["is_free"], row["who"]) == ("800", True, "Nobody is on it yet.")
    assert {one["verdict"] for one in rows} <= {"Real improvement", "Real decline"}
    assert row["cause"].startswith("Since June:")


def test_no_teams_number_is_shown_before_both_have_said(filled):
    draft = objectives.Draft(
        "Be known", "", date(2026, 1, 1), date(2026, 12, 31), "Ben", "Cleo", (KeyResult("branded_searches", 400, 900),)
    )
    kept = objectives.save(filled, draft, "Ana", datetime(2026, 10, 12))
    checkins.save(filled, checkins.Draft(kept.id, "sales", "Secret note.", 3), "Ben", datetime(2026, 11, 2))
    held = begun(filled, "objectives")
    told = drawn(visit("pages/meeting.py", meeting=held.id))
    (row,) = told["body"]["rows"]
    assert (row["sure"], row["apart"]) == ([], "Sales has said how sure it is, marketing has not yet.")
    assert "Secret note" not in json.dumps(told)
    checkins.save(filled, checkins.Draft(kept.id, "marketing", "All well.", 8), "Cleo", datetime(2026, 11, 3))
    (row,) = drawn(visit("pages/meeting.py", meeting=held.id))["body"]["rows"]
    assert [(each["team"], each["points"]) for each in row["sure"]] == [("Sales", "3"), ("Marketing", "8")]
    assert row["apart"].startswith("5 points apart") and row["is_apart"]


def test_side_by_side_has_a_figure_of_each_team_at_each_step(filled):
    body = on_the_wall(filled, "side")["body"]
    assert [len(stage["cells"]) for stage in body["stages"]] == [3] * 5
    assert all(cell["verdict"] for stage in body["stages"] for cell in stage["cells"])


def test_late_is_said_in_words(warehouse):
    actions.save(warehouse, actions.Draft("Score", "Ben", NOW.date() - timedelta(days=22)), "Ana", NOW)
    (row,) = on_the_wall(warehouse, "last")["body"]["actions"]
    assert (row["state"], row["is_late"]) == ("3 weeks late", True)


def test_after_the_end_the_page_shows_how_it_went_and_offers_five_files(warehouse):
    held = begun(warehouse, "check")
    meeting_checks.give(warehouse, held.id, Check(7))
    minutes.end(warehouse, held.id, Sight("check", ()), NOW)
    app = visit("pages/meeting.py", meeting=held.id)
    body = drawn(app)["body"]
    assert body["says"] == "20:00 of 45 minutes"
    assert body["went"][0]["says"] == "7 of 10 in the middle, 1 answer"
    assert [button.label for button in app.get("download_button")] == [
        "Minutes as PDF",
        "Minutes as Markdown",
        "Actions for the calendar (.ics)",
        "Actions as CSV",
        "Mail to send (.eml)",
    ]


def test_without_figures_nothing_is_said_to_be_calm(warehouse):
    held = begun(warehouse, "changes")
    body = drawn(visit("pages/meeting.py", meeting=held.id))["body"]
    assert (body["rows"], body["calm"]) == ([], "No figures for this month yet.")

"""The minutes of a meeting as people keep them: a paper (PDF), and a text that can be edited and put into a wiki."""

from datetime import date
from typing import Any

from custodian.domain import meeting_checks
from custodian.domain.minutes import Decided, Looked, Minutes, ToDo
from custodian.reports import markdown as markdown_file
from custodian.reports import typesetting
from custodian.words import spans, wording

HEAD = ("What", "Who", "By when", "Meant to move")
NO_DECISION, NO_ACTION, NO_OWNER = "Nothing was decided.", "Nobody took on anything.", "no owner yet"


def pdf(minutes: Minutes) -> bytes:
    """Held to PDF/UA: whoever has it read aloud hears headings, lists and a table."""
    return typesetting.pdf("minutes", _told(minutes), minutes.ended_at, "ua-1")


def markdown(minutes: Minutes) -> str:
    told = _told(minutes)
    parts = [
        f"# {told['title']}",
        *markdown_file.bullets(f"{label}: {says}" for label, says in told["facts"]),
        "## Decisions",
        *markdown_file.bullets(told["decided"] or [NO_DECISION]),
        "## Actions",
        markdown_file.table(HEAD, map(_cells, told["actions"])) if told["actions"] else NO_ACTION,
        *(
            ["## Ticked off", *markdown_file.bullets(f"{one['what']} ({one['owner']})" for one in told["done"])]
            if told["done"]
            else []
        ),
        "## How the meeting went",
        markdown_file.literal(told["went"]),
        *markdown_file.bullets(told["words"]),
        "## What was looked at",
    ]
    for item in told["looked"]:
        parts += [f"### {markdown_file.literal(item['name'])} · {item['took']}", *markdown_file.bullets(item["seen"])]
    return "\n\n".join(parts) + "\n"


def title(minutes: Minutes) -> str:
    return f"Joint meeting of sales and marketing, {_day(minutes.began_at)}"


def took(item: Looked) -> str:
    if not item.seconds:
        return f"passed over of {wording.counted(item.planned, 'minute')}"
    return f"{spans.clock(item.seconds)} of {wording.counted(item.planned, 'minute')}"


def decision(one: Decided) -> str:
    """With who carries it out by when, or that nobody does."""
    owners = "; ".join(f"{each.owner}, by {_day(each.due)}" for each in one.carried_out)
    return f"{one.what} ({owners or NO_OWNER})"


def went(minutes: Minutes) -> str:
    points = [check.points for check in minutes.checks]
    middle = meeting_checks.middle(points)
    if middle is None:
        return "Nobody answered."
    said = f"{middle:g} of {meeting_checks.MOST} in the middle"
    spread = f", from {points[0]} to {points[-1]}" if points[0] != points[-1] else ""
    return f"{said}{spread}; {len(points)} of {len(minutes.present)} answered."


def _told(minutes: Minutes) -> dict[str, Any]:
    began, ended = minutes.began_at, minutes.ended_at
    last = f"{ended:%H:%M}" if ended.date() == began.date() else f"{wording.day(ended)}, {ended:%H:%M}"
    return {
        "title": title(minutes),
        "facts": [
            ("Time", f"{began:%H:%M} to {last}, {spans.clock(minutes.seconds)} of {minutes.planned} minutes"),
            ("Figures of", wording.month(minutes.month)),
            ("Present", ", ".join(minutes.present)),
            ("Minutes kept by", minutes.written_by),
        ],
        "decided": [decision(one) for one in minutes.decided],
        "actions": [_action(one) for one in minutes.actions],
        "done": [_action(one) for one in minutes.done],
        "went": went(minutes),
        "words": [f"“{check.word}”" for check in minutes.checks if check.word],
        "looked": [{"name": item.name, "took": took(item), "seen": list(item.seen)} for item in minutes.looked],
        "head": HEAD,
        "nothing": {"decided": NO_DECISION, "actions": NO_ACTION},
    }


def _action(one: ToDo) -> dict[str, str]:
    return {"what": one.what, "owner": one.owner, "due": _day(one.due), "moves": one.moves}


def _cells(one: dict[str, str]) -> list[str]:
    return [one["what"], one["owner"], one["due"], one["moves"]]


def _day(when: date) -> str:
    return f"{when.day} {wording.month(when)}"

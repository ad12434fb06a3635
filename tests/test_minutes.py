"""The minutes as they leave the house: to the word as Markdown, on paper, for calendars and spreadsheets, as a mail."""

import csv
import io
from dataclasses import replace
from datetime import UTC, date, datetime
from email import message_from_bytes
from email.policy import default

import pytest
from icalendar import Calendar
from markdown_it import MarkdownIt
from pypdf import PdfReader

from custodian.domain.meeting_checks import Check
from custodian.domain.minutes import Decided, Looked, Minutes, ToDo
from custodian.reports import markdown, meeting_actions, minutes_mail
from custodian.reports import minutes as written

CALL = ToDo("a1", "Call the ten biggest", "Ben", date(2026, 11, 23), "Win rate")
MINUTES = Minutes(
    meeting="m1",
    month=date(2026, 10, 1),
    began_at=datetime(2026, 11, 9, 14, 0),
    ended_at=datetime(2026, 11, 9, 14, 44, 30),
    present=("Ana", "Ben", "Cleo"),
    written_by="Ana",
    looked=(
        Looked("Last time", 6, 360, ("Decided on 12 Oct: one rule.",)),
        Looked("Real changes", 10, 700, ("▼ Hours to first reply 19 h (+6.6 h on September). Nobody is on it yet.",)),
        Looked("Side by side", 9, 0, ()),
    ),
    decided=(Decided("One definition.", (CALL,)), Decided("No advert unscored.")),
    actions=(CALL, ToDo("a2", "Rewrite the sheet", "Cleo", date(2026, 12, 1))),
    done=(ToDo("a0", "Route enquiries", "Dan", date(2026, 11, 1)),),
    checks=(Check(2, "Too long."), Check(8)),
)
HOSTILE = [
    "=HYPERLINK(1)", "<script>alert(1)</script>", "**bold** _it_ `code` ~~no~~", "[go](http://x.example)", "# head",
    "- list", "1. first", "| cell | cell |", "&lt; &amp;", "\\*", "www.x.example a@b.example", "---",
    "+ plus", "#set page()",
]  # fmt: skip


def hostile(text):
    todo = replace(CALL, what=text, owner=text)
    looked = (Looked("Last time", 6, 1, (text,)),)
    checks = (Check(1, text),)
    return replace(
        MINUTES, decided=(Decided(text, (todo,)),), actions=(todo,), looked=looked, checks=checks, present=(text,)
    )


def test_the_minutes_as_markdown_word_by_word():
    assert (
        written.markdown(MINUTES)
        == """\
# Joint meeting of sales and marketing, 9 November 2026

- Time: 14:00 to 14:44, 44:30 of 25 minutes
- Figures of: October 2026
- Present: Ana, Ben, Cleo
- Minutes kept by: Ana

## Decisions

- One definition. (Ben, by 23 November 2026)
- No advert unscored. (no owner yet)

## Actions

| What | Who | By when | Meant to move |
| --- | --- | --- | --- |
| Call the ten biggest | Ben | 23 November 2026 | Win rate |
| Rewrite the sheet | Cleo | 1 December 2026 |  |

## Ticked off

- Route enquiries (Dan)

## How the meeting went

5 of 10 in the middle, from 2 to 8; 2 of 3 answered.

- “Too long.”

## What was looked at

### Last time · 6:00 of 6 minutes

- Decided on 12 Oct: one rule.

### Real changes · 11:40 of 10 minutes

- ▼ Hours to first reply 19 h (+6.6 h on September). Nobody is on it yet.

### Side by side · passed over of 9 minutes
"""
    )


def test_minutes_of_a_meeting_without_result_say_so():
    bare = replace(MINUTES, decided=(), actions=(), done=(), checks=())
    said = written.markdown(bare)
    assert "## Decisions\n\n- Nothing was decided.\n" in said
    assert "## Actions\n\nNobody took on anything.\n" in said
    assert "## How the meeting went\n\nNobody answered.\n" in said
    assert "Ticked off" not in said


@pytest.mark.parametrize("text", HOSTILE)
def test_what_people_wrote_stays_text_in_markdown(text):
    reader = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    (_, line, _) = reader.parse(markdown.literal(text))
    assert {part.type for part in line.children} <= {"text", "text_special"}
    assert "".join(part.content for part in line.children) == text
    table = reader.parse(markdown.table(["Head"], [[text]]))
    assert [part.type for part in table].count("td_open") == 1
    assert "http://" not in markdown.literal(text) and "www.x" not in markdown.literal(text)


def test_the_paper_tells_the_same():
    pages = PdfReader(io.BytesIO(written.pdf(MINUTES)))
    said = " ".join(" ".join(page.extract_text() for page in pages.pages).split())
    width, height = (float(side) for side in pages.pages[0].mediabox[2:])
    assert (round(width), round(height)) == (595, 842)
    for part in (
        "Joint meeting of sales and marketing, 9 November 2026",
        "14:00 to 14:44, 44:30 of 25 minutes",
        "One definition. (Ben, by 23 November 2026)",
        "Call the ten biggest Ben 23 November 2026 Win rate",
        "5 of 10 in the middle, from 2 to 8; 2 of 3 answered.",
        "Real changes 11:40 of 10 minutes",
        "▼ Hours to first reply 19 h (+6.6 h on September). Nobody is on it yet.",
    ):
        assert part in said


def test_a_word_without_end_is_broken_to_fit_its_line():
    reader = PdfReader(io.BytesIO(written.pdf(hostile("W" * 300))))
    lines = [line for page in reader.pages for line in page.extract_text().replace("\u200b", "").splitlines()]
    assert sum(line.count("W") for line in lines) >= 300 * 6
    assert max(line.count("W") for line in lines) < 60  # a line of the paper holds no more


def test_hostile_words_stand_on_the_paper_letter_by_letter():
    said = PdfReader(io.BytesIO(written.pdf(hostile("#set page() *bold* $x$ <b>")))).pages[0].extract_text()
    assert " ".join(said.split()).count("#set page() *bold* $x$ <b>") >= 5


def test_each_action_is_a_whole_day_in_the_calendar_and_fills_nobodys_time():
    read = Calendar.from_ical(meeting_actions.calendar(MINUTES))
    first, second = read.walk("VEVENT")
    assert (read["version"], read["method"], len(read.subcomponents)) == ("2.0", "PUBLISH", 2)
    assert (str(first["uid"]), str(first["summary"])) == ("a1@custodian", "Ben: Call the ten biggest")
    assert (first.decoded("dtstart"), first.decoded("dtend")) == (date(2026, 11, 23), date(2026, 11, 24))
    assert first["transp"] == "TRANSPARENT"
    assert first.decoded("dtstamp") == datetime(2026, 11, 9, 14, 44, 30, tzinfo=UTC)
    assert "meant to move “Win rate”" in first["description"] and "meant to move" not in second["description"]
    assert not first.errors and not second.errors


def test_a_line_break_or_a_sign_of_an_action_does_not_break_the_calendar():
    told = "Ask; then, \\n END:VEVENT\r\nBEGIN:VALARM " + "ä😀" * 60
    odd = replace(MINUTES, actions=(replace(CALL, what=told),))
    (event,) = Calendar.from_ical(meeting_actions.calendar(odd)).walk("VEVENT")
    assert event["summary"].replace("\n", " ").replace("  ", " ").startswith("Ben: Ask; then, ")
    assert not event.subcomponents


def test_a_spreadsheet_shows_the_actions_and_runs_none():
    signs = ["=1+1", "+49 711", "-5", "@here", "Ärger, “Ö”"]
    odd = replace(MINUTES, actions=tuple(replace(CALL, what=sign) for sign in signs))
    told = meeting_actions.table(odd)
    assert told.startswith(b"\xef\xbb\xbf")
    head, *rows = csv.reader(io.StringIO(told.decode("utf-8-sig"), newline=""))
    assert head == ["What", "Who", "By when", "Meant to move", "Meeting"]
    assert [row[0] for row in rows] == ["'=1+1", "'+49 711", "'-5", "'@here", "Ärger, “Ö”"]
    assert rows[0][1:] == ["Ben", "2026-11-23", "Win rate", "2026-11-09"]


def test_the_mail_opens_as_a_draft_with_everything_beside_it():
    mail = message_from_bytes(minutes_mail.mail(MINUTES), policy=default)
    assert mail["subject"] == "Joint meeting of sales and marketing, 9 November 2026"
    assert (mail["x-unsent"], mail["to"]) == ("1", None)
    said = mail.get_body(("plain",)).get_content()
    assert "- Ben, by 23 November 2026: Call the ten biggest" in said
    names = [part.get_filename() for part in mail.iter_attachments()]
    assert names == [f"Meeting 2026-11-09.{ending}" for ending in ("pdf", "md", "ics", "csv")]
    paper, text, calendar, table = (part.get_content() for part in mail.iter_attachments())
    assert (paper, text) == (written.pdf(MINUTES), written.markdown(MINUTES))
    assert len(Calendar.from_ical(calendar).walk("VEVENT")) == 2
    assert "Call the ten biggest" in table

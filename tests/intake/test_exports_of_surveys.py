"""Real surveys, answer for answer as Python's csv reads them by hand."""

import csv
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import polars as pl
import pytest

from custodian.intake import convert, formats, identify, reading
from custodian.intake.contracts import Contract
from custodian.intake.staging import Staged
from tests.shared import SHARED, needs_shared

pytestmark = needs_shared
EXPORTS = (SHARED or Path()) / "exports"
DECLARED = formats.declared()
Rows = list[list[str]]
Answer = tuple[int, str, str, float | None]  # row in the file, question, answer, number
PERIOD = {"period": "2025-01-17..2025-04-19"}
MILK = "What are the dairy products you consumed during the lockdown? (Select all that apply)"
MEAT = "What kind of non-vegetarian foods did you consume during the lockdown? (Select all that apply)"
MEETING = (
    "Say you had to schedule an appointment with a colleague (if you're a professional) or a professor"
    " (if you're a student). How would you do it? Select as many as you like."
)
CALENDAR = "What calendar service do you use, if any? Select as many as you like."
WAYS = (
    "Call them on their phone number",
    "Go to their office or desk and talk to them",
    "Send them a message using a consumer chat service (WhatsApp, Facebook, etc.)",
    "Send them a message using a work chat service (Slack, Microsoft Teams, etc.)",
    "Send them an email",
)
CALENDARS = ("Apple Calendar", "Google Calendar", "Microsoft Outlook", "Other calendar app")


@dataclass(frozen=True)
class Export:
    file: str
    format: str
    by_hand: Callable[[Rows], Iterator[Answer]]
    days: Callable[[Rows], tuple[datetime, datetime]]
    responses: int
    encoding: str = "utf-8-sig"
    answers: dict[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.file


def number(text: str) -> float | None:
    return float(text) if re.fullmatch(r"\d+(\.\d+)?", text) else None


def plain(rows: Rows, columns: range) -> Iterator[Answer]:
    for row, cells in enumerate(rows[1:]):
        for place in columns:
            text, question = cells[place].strip(), " ".join(rows[0][place].split())
            if text:
                yield row, question, text, number(text)


def parted(
    told: Iterator[Answer], questions: tuple[str, ...], options: Callable[[str], dict[str, str]]
) -> Iterator[Answer]:
    for row, question, text, value in told:
        if question not in questions:
            yield row, question, text, value
            continue
        for option, said in options(text).items():
            yield row, f"{question} [{option}]", said, None if option == "Other" else 1.0


def by_semicolon(text: str) -> dict[str, str]:
    return {part: part for part in text.split(";") if part}


def by_known(text: str) -> dict[str, str]:
    """The options taken out of the cell one by one; what is left was written by hand."""
    found = {}
    for option in sorted((*WAYS, *CALENDARS), key=len, reverse=True):
        if option in text:
            found[option] = option
            text = text.replace(option, "")
    rest = ", ".join(part for part in text.split(", ") if part)
    return found | ({"Other": rest} if rest else {})


def ticks(rows: Rows) -> Iterator[Answer]:
    """Free Code Camp's survey: three questions with a column for each option, and two with one more for others."""
    yield from plain(rows, range(1, 4))
    yield from ((row, rows[0][3] + " [Other]", text, value) for row, _, text, value in plain(rows, range(4, 5)))
    yield from plain(rows, range(5, 9))
    yield from plain(rows, range(37, 48))
    for first, other in ((9, 18), (19, 30), (31, 36)):
        name = f"{rows[0][first]} … ["
        for row, cells in enumerate(rows[1:]):
            if not any(cells[first : other + 1]):
                continue
            for place in range(first, other):
                yield row, f"{name}{rows[0][place]}]", rows[0][place], 1.0 if cells[place] else 0.0
            if cells[other].strip():
                yield row, f"{name}Other]", cells[other].strip(), number(cells[other].strip())


def squash(rows: Rows) -> Iterator[Answer]:
    """Qualtrics with three header rows: Q2, Q5 and Q6 are ticked, Q3 and Q4 are grids of codes."""
    seen = {"Q3": "", "Q4": " (Q4)", "Q5": "", "Q6": " (Q6)", "Q2": ""}
    for row, cells in enumerate(rows[3:]):
        yield row, rows[1][11], cells[11], number(cells[11])
        for place in range(12, 46):
            stem = rows[0][place].split("_")[0]
            question, _, option = rows[1][place].partition("-")
            asked = f"{question}{seen[stem]} [{option}]"
            if stem in ("Q3", "Q4") and cells[place]:
                yield row, asked, cells[place], number(cells[place])
            elif stem not in ("Q3", "Q4") and any(
                cells[at] for at in range(12, 46) if rows[0][at].split("_")[0] == stem
            ):
                yield row, asked, option, 1.0 if cells[place] else 0.0


def films(rows: Rows) -> Iterator[Answer]:
    """The second header row has the films and characters; a question stands above the first of its columns."""
    question, asked = "", []
    for place in range(1, len(rows[0])):
        question = " ".join(rows[0][place].split()) or question
        asked.append(question if rows[1][place] == "Response" else f"{question} [{rows[1][place].strip()}]")
    for row, cells in enumerate(rows[2:]):
        for place in range(1, len(rows[0])):
            text = cells[place].strip()
            if 3 <= place <= 8 and any(cells[3:9]):
                yield row, asked[place - 1], rows[1][place].strip(), 1.0 if text else 0.0
            elif text:
                yield row, asked[place - 1], text, number(text)


def moments(style: str, column: int, hours: float = 0, first: int = 1) -> Callable[[Rows], tuple[datetime, datetime]]:
    def told(rows: Rows) -> tuple[datetime, datetime]:
        zone = timezone(timedelta(hours=hours))
        texts = [row[column].replace("p.\u202fm.", "PM").replace("a.\u202fm.", "AM") for row in rows[first:]]
        read = [datetime.strptime(text, style).replace(tzinfo=zone).astimezone(UTC) for text in texts]
        return min(read).replace(tzinfo=None), max(read).replace(tzinfo=None)

    return told


def the_period(rows: Rows) -> tuple[datetime, datetime]:
    return datetime(2025, 1, 17), datetime(2025, 1, 17)


READ = [
    Export(
        "google_forms/de_zeitstempel_MEZ_textcopy.csv",
        "google_forms_answers",
        lambda rows: plain(rows, range(1, 6)),
        moments("%Y/%m/%d %I:%M:%S %p MEZ", 0, 1),
        12,
    ),
    Export(
        "google_forms/es_marca_temporal.csv",
        "google_forms_answers",
        lambda rows: plain(rows, range(1, 12)),
        moments("%Y/%m/%d %I:%M:%S %p EEST", 0, 3),
        30,
    ),
    Export(
        "google_forms/multi_select_semicolon.csv",
        "google_forms_answers",
        lambda rows: parted(plain(rows, range(1, 13)), (MILK, MEAT), by_semicolon),
        moments("%Y/%m/%d %I:%M:%S %p GMT+5:30", 0, 5.5),
        69,
    ),
    Export(
        "typeform/responses_no_token.csv",
        "survey_questions",
        lambda rows: parted(plain(rows, range(0, 47)), (MEETING, CALENDAR), by_known),
        the_period,
        30,
        answers=PERIOD,
    ),
    Export(
        "typeform/legacy_multicolumn_choices_excerpt_first600lines.csv",
        "typeform_answers",
        ticks,
        moments("%Y-%m-%d %H:%M:%S", 49),
        599,
    ),
    Export(
        "qualtrics/insights_three_row_multiselect.csv",
        "qualtrics_answers",
        squash,
        moments("%Y-%m-%d %H:%M:%S", 4, first=3),
        15,
        answers={"trials": "load"},
    ),
    Export(
        "qualtrics/legacy_two_row_header_bom.csv",
        "qualtrics_answers",
        lambda rows: plain(rows[1:], range(10, 12)),
        moments("%Y-%m-%d %H:%M:%S", 8, first=2),
        1,
    ),
    Export(
        "surveymonkey/audience_two_row_header_starwars.csv",
        "surveymonkey_answers",
        films,
        the_period,
        1186,
        encoding="cp1252",
        answers=PERIOD,
    ),
]


def rows_of(export: Export) -> Rows:
    with (EXPORTS / export.file).open(encoding=export.encoding, newline="") as opened:
        return list(csv.reader(opened))


def loaded(export: Export, folder: Path) -> Staged:
    raws = reading.tables_of(EXPORTS / export.file, None, formats.known_header(DECLARED))
    [raw] = identify.with_siblings(raws)
    recognised = identify.identify(raw, DECLARED)
    assert recognised and recognised.format.key == export.format
    contract = Contract()
    for key, value in {"account": "A survey", **export.answers}.items():
        contract = convert.answer(contract, key, value)
    for question in convert.stage(raw, recognised.format, contract, "0" * 64, folder).questions:
        contract = convert.answer(contract, question.key, "customer//")
    return convert.stage(raw, recognised.format, contract, "0" * 64, folder)


@pytest.mark.parametrize("export", READ, ids=str)
def test_every_answer_is_as_read_by_hand(export, tmp_path):
    done, rows = loaded(export, tmp_path), rows_of(export)
    assert (done.questions, done.rows_refused, done.problems) == ((), 0, ())
    told = pl.read_parquet(done.rows)
    lines = {line: place for place, line in enumerate(told["line"].unique().sort())}
    found = {(lines[line], *rest) for line, *rest in told.select("line", "question", "text", "value").rows()}
    expected = list(export.by_hand(rows))
    assert found == set(expected)
    assert told.height == done.rows_read == len(expected)
    assert told["response_id"].n_unique() == export.responses
    assert (told["answered_at"].min(), told["answered_at"].max()) == export.days(rows)


def test_a_file_of_tests_alone_asks_whether_they_are_answers(tmp_path):
    """Made up by the tool, they would be a customer's opinion that nobody has."""
    [export] = [one for one in READ if "insights" in one.file]
    raws = reading.tables_of(EXPORTS / export.file, None, formats.known_header(DECLARED))
    done = convert.stage(raws[0], DECLARED[export.format], Contract(account="A"), "0" * 64, tmp_path)
    asked = {question.key: question for question in done.questions}
    assert asked["trials"].text.startswith("15 of 15 responses were given in trying the survey out")
    assert asked["trials"].suggestion == "skip"

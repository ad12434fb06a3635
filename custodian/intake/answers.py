"""Surveys whose columns are questions, as SurveyMonkey writes them: one row per answer, each question matched once."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import polars as pl

from custodian.intake.contracts import Choice, Contract, Question
from custodian.intake.formats import Format
from custodian.intake.headers import plain
from custodian.intake.tables import LINE, RawTable

SKIPPED = ("", "", "")
SKIP = "skip"
ROLES = ("customer", "prospect", "lost buyer", "sales", "marketing")
MEASURES = [
    "known_unprompted",
    "known_prompted",
    "would_consider",
    "buying_experience",
    "satisfaction",
    "recommend",
    "reorder",
    "loss_reason",
]
OPEN = ("Response", "Open-Ended Response", "")
NO_QUESTION = re.compile(
    r"(respondent|collector) ?id|(start|end) ?date|(ip|email) ?address|(first|last) ?name"
    r"|custom ?data ?\d*|date (created|modified)"
)
GUESSES = (
    ("recommend", "", r"recommend|weiterempfehl|recommand|recomend"),
    ("reorder", "", r"(order|buy) .*again|re-?order|wieder .*(kaufen|bestellen)"),
    ("satisfaction", "delivery", r"(satisf|zufrieden).*(deliver|liefer)"),
    ("satisfaction", "service", r"(satisf|zufrieden).*service"),
    ("satisfaction", "", r"satisf|zufrieden|satisfecho"),
    ("buying_experience", "purchase", r"buying|purchas|how was it to (buy|talk)|kauf(erlebnis|prozess)"),
    ("would_consider", "", r"would you consider|consider .*(buying|supplier|next)|in (frage|betracht)"),
    ("known_prompted", "", r"which of (these|the following).*(know|heard)|have you heard of"),
    ("known_unprompted", "", r"which (brands|companies|suppliers|makers).*(come to mind|know|think of)"),
    ("loss_reason", "", r"why did you (not|choose|decide)|main reason"),
)
SCALES = (
    ("very dissatisfied", "dissatisfied", "neither satisfied nor dissatisfied", "satisfied", "very satisfied"),
    ("very unlikely", "unlikely", "neither likely nor unlikely", "likely", "very likely"),
    ("strongly disagree", "disagree", "neither agree nor disagree", "agree", "strongly agree"),
    ("very poor", "poor", "fair", "good", "excellent"),
    ("sehr unzufrieden", "unzufrieden", "teils teils", "zufrieden", "sehr zufrieden"),
)
GRADES = {label: str(grade) for scale in SCALES for grade, label in enumerate(scale, 1)}


ROLE_OF = {
    "loss_reason": "lost buyer",
    "known_unprompted": "prospect",
    "known_prompted": "prospect",
    "would_consider": "prospect",
}


@dataclass(frozen=True)
class Asked:
    """A question with its columns; several where options may be ticked or lines of a grid answered."""

    text: str
    places: tuple[int, ...]
    options: tuple[str, ...]  # '' where the column is the question itself


def long(raw: RawTable, contract: Contract) -> RawTable:
    """One row per answer, beside the columns about the response; skipped and unmatched questions are left out."""
    about = [place for place, name in enumerate(raw.header) if NO_QUESTION.fullmatch(plain(name))]
    rows = raw.rows.collect().slice(1)
    parts = [
        part
        for asked in _asked(raw)
        if (matched := tuple(contract.survey.get(asked.text, SKIPPED))) != SKIPPED
        for part in _answers(asked, rows, about, matched)
    ]
    names = [raw.header[place] for place in about] + ["Question", "Answer", "Value", "Role", "Touchpoint", "Measure"]
    schema = {LINE: pl.Int64} | {f"c{place}": pl.String for place in range(len(names))}
    frame = pl.concat(parts).sort(LINE, maintain_order=True) if parts else pl.DataFrame(schema=schema)
    return replace(raw, header=tuple(names), rows=frame.lazy())


def questions(raw: RawTable, declared: Format, contract: Contract) -> list[Question]:
    """Those not matched yet, each with a guess from its text."""
    if not declared.wide_survey:
        return []
    first = raw.rows.collect().slice(1)
    return [_question(asked, first) for asked in _asked(raw) if asked.text not in contract.survey]


def matched(value: str) -> tuple[str, str, str]:
    """`role/touchpoint/measure`, or `skip` for a question that is not to be loaded. Raises ValueError."""
    if value == SKIP:
        return SKIPPED
    parts = value.split("/")
    if len(parts) != 3 or parts[0] not in ROLES or (parts[2] and parts[2] not in MEASURES):
        raise ValueError(
            f"Expected role/touchpoint/measure, such as customer/delivery/satisfaction, or {SKIP}; found “{value}”."
            f" Roles are {', '.join(ROLES)}; measures are {', '.join(MEASURES)}."
        )
    return parts[0], parts[1], parts[2]


def _asked(raw: RawTable) -> list[Asked]:
    below = (raw.rows.drop(LINE).head(1).collect().rows() or [()])[0]
    found: list[Asked] = []
    for place, name in enumerate(raw.header):
        option = (below[place] or "").strip() if place < len(below) else ""
        label = "" if option in OPEN else option
        if NO_QUESTION.fullmatch(plain(name)):
            continue
        if name.strip():
            found.append(Asked(_clean(name), (place,), (label,)))
        elif found and (option or label):
            last = found[-1]
            found[-1] = Asked(last.text, (*last.places, place), (*last.options, label))
    return found


def _clean(name: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", name)).strip()


def _answers(asked: Asked, rows: pl.DataFrame, about: Sequence[int], matched: tuple[str, ...]) -> list[pl.DataFrame]:
    ticked = _is_ticked(asked, rows)
    answered = rows.filter(pl.any_horizontal(_cell(place) != "" for place in asked.places))
    parts = []
    for place, option in zip(asked.places, asked.options, strict=True):
        cell = _cell(place)
        kept = answered if ticked else answered.filter(cell != "")
        value = pl.when(cell != "").then(pl.lit("1")).otherwise(pl.lit("0")) if ticked else _graded(cell)
        text = pl.lit(option) if ticked else cell
        question = f"{asked.text} [{option}]" if option else asked.text
        added = [pl.lit(question), text, value, *(pl.lit(word) for word in matched)]
        named = [one.cast(pl.String).alias(f"c{len(about) + at}") for at, one in enumerate(added)]
        parts.append(kept.select(LINE, *(pl.col(f"c{at}").alias(f"c{to}") for to, at in enumerate(about)), *named))
    return parts


def _is_ticked(asked: Asked, rows: pl.DataFrame) -> bool:
    """Whether every column repeats its own option, or is empty."""
    if len(asked.places) < 2 or not all(asked.options):
        return False
    fits = [
        _cell(place).is_in(["", option, "1"]).all().alias(f"{place}")
        for place, option in zip(asked.places, asked.options, strict=True)
        if not option.startswith("Other")
    ]
    return bool(fits) and all(rows.select(fits).row(0))


def _cell(place: int) -> pl.Expr:
    return pl.col(f"c{place}").fill_null("").str.strip_chars()


def _graded(cell: pl.Expr) -> pl.Expr:
    """The number that an answer is or begins with, or its place on a scale of five."""
    number = cell.str.extract(r"^(\d{1,2}(?:\.\d+)?)(?:$| *[-–:] )", 1)
    graded = cell.str.to_lowercase().replace_strict(
        list(GRADES), list(GRADES.values()), default=None, return_dtype=pl.String
    )
    return pl.coalesce(number, graded)


def _question(asked: Asked, rows: pl.DataFrame) -> Question:
    cells = rows.select(_cell(place).alias(f"{place}") for place in asked.places).unpivot()["value"]
    example = next((cell for cell in cells if cell), "")
    measure, touchpoint = next(
        ((name, at) for name, at, like in GUESSES if re.search(like, asked.text, re.IGNORECASE)), ("", "")
    )
    role = ROLE_OF.get(measure, "customer")
    suggestion = f"{role}/{touchpoint}/{measure}" if measure else SKIP
    choices = (
        Choice(SKIP, "do not load this question"),
        *(Choice(f"{ROLE_OF.get(name, 'customer')}//{name}", name.replace("_", " ")) for name in MEASURES),
    )
    text = f"Who answers “{asked.text}”, about which point of contact, and what does it measure?"
    return Question(f"survey:{asked.text}", text, example, choices, suggestion)

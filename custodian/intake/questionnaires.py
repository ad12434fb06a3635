"""A table whose columns are questions: which columns those are, what belongs to one question, which rows are responses.

Columns about the response are never questions, and neither are those that name a person.
"""

import html
import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

import polars as pl

from custodian.intake.formats import Format
from custodian.intake.headers import Names, plain
from custodian.intake.tables import LINE, RawTable

OPEN = ("Response", "Open-Ended Response", "")
NO_QUESTION = re.compile(
    r"(respondent|collector|response|network) ?id|(start|end) ?date|ip ?address|custom ?data ?\d*"
    r"|date (created|modified|submitted)|id|token"
)
OF_PERSONS = re.compile(
    r"(your |ihre |deine |votre |su )?e-?mail([ -]?(address|adresse|id))?|adresse e-?mail"
    r"|(dirección de )?correo( electrónico)?"
    r"|((first|last|full|middle|sur|your|user|ihr|dein|vor|nach|votre|su) ?)?name|nutzername|username"
    r"|nom d['’]utilisateur|nombre de usuario|(votre )?(nom|prénom)( et prénom)?|nombre( y apellidos?)?|apellidos?"
    r"|(your )?(tele)?phone( number)?|(ihre )?telefon(nummer)?|(numéro de )?téléphone|teléfono|mobile( number)?"
    r"|recipient ?(last|first) ?name|recipient ?email"
)
ELSE = r"(others?|andere[rs]?|sonstige[rs]?|autres?|otr[oa]s?|altro)"
OTHER = re.compile(rf"{ELSE}\b.*|.*\btext", re.IGNORECASE)
BARE_OTHER = re.compile(ELSE, re.IGNORECASE)
ADDRESS = r"[^\s@,;<>]+@([^\s@,;<>]+\.[A-Za-z]{2,})"
ROW_OF_IDS = re.compile(r"\s*\{\s*['\"]ImportId['\"]")
RESPONSE = re.compile(r"(R|FS|RS)_\w+")
STEM = re.compile(r"(.+?)_(-?x?\d.*|TEXT)")
GRID = re.compile(r"(.*\S) ?\[(.+)\]", re.DOTALL)
LONGEST_OPTION = 60


@dataclass(frozen=True)
class Asked:
    """A question with its columns; several where options may be ticked or lines of a grid answered."""

    text: str
    places: tuple[int, ...]
    options: tuple[str, ...]  # '' where the column is the question itself


@dataclass(frozen=True)
class Questionnaire:
    asked: tuple[Asked, ...]
    responses: pl.DataFrame  # the rows without those that belong to the header
    of_persons: tuple[str, ...]  # columns that are not kept
    trials: tuple[tuple[int, Names], ...]  # places and what they say of a response that is none


@dataclass(frozen=True)
class _Column:
    place: int
    name: str  # in the header
    text: str  # the question
    below: str  # what the second line of the header says


def of(raw: RawTable, declared: Format) -> Questionnaire:
    rows = raw.rows.collect()
    texts, options, lines = _below(raw, declared, rows)
    responses = _said(rows.slice(lines), declared)
    columns: list[_Column] = []
    persons: list[str] = []
    for place, name in enumerate(raw.header):
        text = clean(texts[place] or name)
        if is_about(name, declared) or is_about(text, declared):
            continue
        if OF_PERSONS.fullmatch(plain(text)) or _holds_addresses(responses, place):
            persons.append(text)
        else:
            columns.append(_Column(place, name.strip(), text, options[place]))
    grouped = list(_asked(columns, declared, responses))
    trials = [(at, said) for name, said in declared.trials.items() for at in Names((name,)).places(raw.header)]
    return Questionnaire(tuple(_told_apart(grouped, raw.header)), responses, tuple(persons), tuple(trials))


def clean(name: str) -> str:
    """A question without markup, line breaks, and the place where a name or an earlier answer was put in."""
    text = html.unescape(re.sub(r"<[^>]+>", " ", name))
    return re.sub(r"\s+", " ", re.sub(r"\{\{[^}]*\}\}", "…", text)).strip()


def is_about(name: str, declared: Format) -> bool:
    """Whether a column tells something of the response, by any of the names that the format knows."""
    if not name.strip():
        return False
    known = [filling.names for filling in declared.columns.values() if filling.names]
    known += [declared.hidden] if declared.hidden else []
    return bool(NO_QUESTION.fullmatch(plain(name))) or any(names.places([name]) for names in known)


def cell(place: int) -> pl.Expr:
    return pl.col(f"c{place}").fill_null("").str.strip_chars()


def _below(raw: RawTable, declared: Format, rows: pl.DataFrame) -> tuple[list[str], list[str], int]:
    """Texts of the questions, options, and how many rows they take."""
    empty = [""] * len(raw.header)
    cells = [[(one or "").strip() for one in row] for row in rows.drop(LINE).head(2).rows()]
    if declared.extra_header:
        return empty, cells[0] if cells else empty, 1
    if not declared.texts_below or not cells:
        return empty, empty, 0
    lines = 0
    texts = empty
    if not any(map(RESPONSE.fullmatch, cells[0])) and not _are_ids(cells[0]):
        texts, lines = cells[0], 1
    if lines < len(cells) and _are_ids(cells[lines]):
        lines += 1
    return texts, empty, lines


def _said(rows: pl.DataFrame, declared: Format) -> pl.DataFrame:
    """With nothing where the tool writes that nothing was answered."""
    cells = pl.exclude(LINE)
    return rows.with_columns(pl.when(~cells.is_in(declared.missing)).then(cells)) if declared.missing else rows


def _are_ids(cells: Sequence[str]) -> bool:
    return any(map(ROW_OF_IDS.match, cells))


def _holds_addresses(rows: pl.DataFrame, place: int) -> bool:
    filled = rows.select(cell(place).alias("cell")).filter(pl.col("cell") != "")
    return filled.height > 0 and filled.filter(pl.col("cell").str.contains(f"^{ADDRESS}$")).height * 2 > filled.height


def _asked(columns: list[_Column], declared: Format, rows: pl.DataFrame) -> Iterator[Asked]:
    if declared.extra_header:
        yield from _by_second_line(columns)
    elif declared.texts_below:
        yield from _by_stem(columns)
    else:
        yield from _by_name(columns, rows, declared.ticks)


def _by_second_line(columns: list[_Column]) -> Iterator[Asked]:
    """A column without a name belongs to the question on its left."""
    group: list[_Column] = []
    for column in [*columns, None]:
        if column is None or column.name:
            if group:
                label = ["" if one.below in OPEN else one.below for one in group]
                yield Asked(group[0].text, tuple(one.place for one in group), tuple(label))
            group = []
        if column and (column.name or (group and column.below)):
            group.append(column)


def _by_stem(columns: list[_Column]) -> Iterator[Asked]:
    """`Q2_1` and `Q2_2` are two options of one question, which their texts have in common up to a hyphen."""
    named = [column for column in columns if column.text]
    for _, same in groupby(named, lambda one: told[1] if (told := STEM.fullmatch(one.name)) else str(one.place)):
        group = list(same)
        shared = os.path.commonprefix([one.text for one in group]).rpartition("-")[0] if len(group) > 1 else ""
        if shared.strip():
            options = tuple(one.text[len(shared) :].strip(" -") for one in group)
            yield Asked(shared.strip(" -"), tuple(one.place for one in group), options)
        else:
            yield from (Asked(one.text, (one.place,), ("",)) for one in group)


def _by_name(columns: list[_Column], rows: pl.DataFrame, has_ticks: bool) -> Iterator[Asked]:
    """`Question [line]` is a line of a grid; where options are columns, a cell repeats the name of its column."""
    group: list[_Column] = []
    kind = ""
    for column in (one for one in columns if one.text):
        now = _kind(column, rows, has_ticks, kind)
        is_other = has_ticks and bool(BARE_OTHER.fullmatch(column.text))
        if group and (is_other or (now and now == kind)):
            group.append(column)
            kind = "" if is_other else now
            if is_other:
                yield _group(group)
                group = []
            continue
        if group:
            yield _group(group)
        group, kind = [column], now
    if group:
        yield _group(group)


def _kind(column: _Column, rows: pl.DataFrame, has_ticks: bool, before: str) -> str:
    """Columns of one kind, side by side, are one question; one that nobody answered may be an option among others."""
    if told := GRID.fullmatch(column.text):
        return f"grid {told[1]}"
    if not has_ticks or len(column.text) > LONGEST_OPTION or column.text.endswith(("?", "...", "…")):
        return ""
    said = set(rows.select(cell(column.place)).to_series().unique()) - {""}
    return "ticks" if said <= {column.name, column.text} and (said or before == "ticks") else ""


def _group(group: list[_Column]) -> Asked:
    places = tuple(one.place for one in group)
    if told := GRID.fullmatch(group[0].text):
        return Asked(told[1], places, tuple(GRID.fullmatch(one.text)[2] for one in group))  # type: ignore[index]
    if len(group) == 1:
        return Asked(group[0].text, places, ("",))
    if len(group) == 2 and BARE_OTHER.fullmatch(group[1].text):
        return Asked(group[0].text, places, ("", group[1].text))
    return Asked(f"{group[0].text} …", places, tuple(one.text for one in group))


def _told_apart(found: list[Asked], header: Sequence[str]) -> Iterator[Asked]:
    """Two questions of the same words are two where the tool gives each a name of its own; the later one shows it."""
    seen: set[str] = set()
    for one in found:
        name = header[one.places[0]]
        stem = told[1] if (told := STEM.fullmatch(name)) else name
        is_again = one.text in seen and clean(name) != one.text
        seen.add(one.text)
        yield Asked(f"{one.text} ({stem})", one.places, one.options) if is_again else one

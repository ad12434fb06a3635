"""Annotations as a CSV or a workbook: the template, what a file says, every fault with its line, all of it or none."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

import polars as pl

from custodian.domain import annotations, touching
from custodian.domain.annotations import Annotation, Draft, Kind
from custodian.domain.refusals import Refused as NotKept
from custodian.domain.refusals import unsigned
from custodian.intake import dates, evidence, formats, formulas, orders, reading, surplus
from custodian.intake.columns import Found
from custodian.intake.contracts import Contract, DateOrder, Question
from custodian.intake.fillings import Filling
from custodian.intake.formats import Format
from custodian.intake.headers import Names
from custodian.intake.staging import Problem, Refused
from custodian.intake.tables import LINE, RawTable
from custodian.warehouse.catalogues import Warehouse
from custodian.warehouse.tables import Column

MOST_ROWS = 10_000
TEMPLATE = (
    ("day", "last day", "kind", "what", "touches"),
    ("2026-04-20", "2026-04-24", "fair", "Hannover Messe", "sales; marketing"),
    ("2026-02-12", "", "launch", "New drive on the market", "all figures"),
    ("2026-01-01", "", "price change", "List prices up 4 %", "Win rate; Revenue"),
)
NAMES = {
    "day": Names(("day", "first day", "date", "from", "start", "start date", "begin", "tag", "erster tag", "datum",
                  "von", "beginn", "jour", "du", "début", "día", "fecha", "desde", "inicio", "dia", "data", "início")),
    "last day": Names(("last day", "to", "until", "end", "end date", "letzter tag", "bis", "ende", "au", "fin", "hasta",
                       "até", "fim")),
    "kind": Names(("kind", "type", "category", "art", "typ", "kategorie", "genre", "tipo", "clase", "categoria")),
    "what": Names(("what", "note", "title", "event", "annotation", "description", "text", "was", "ereignis", "titel",
                   "beschreibung", "notiz", "quoi", "titre", "événement", "qué", "título", "evento", "o quê")),
    "touches": Names(("touches", "kpis", "kpi", "figures", "figure", "affects", "team", "betrifft", "kennzahlen",
                      "kennzahl", "concerne", "afecta", "afeta")),
}  # fmt: skip
_KINDS: dict[Kind, tuple[str, ...]] = {
    "launch": ("product launch", "produkteinführung", "markteinführung", "einführung", "lancement", "lanzamiento",
               "lançamento"),
    "fair": ("trade fair", "trade show", "exhibition", "messe", "salon", "foire", "feria", "feira"),
    "price change": ("price", "prices", "price increase", "price cut", "preis", "preisänderung", "preiserhöhung",
                     "changement de prix", "cambio de precio", "mudança de preço"),
    "definition change": ("definition", "definitionsänderung", "changement de définition"),
    "campaign": ("advertising", "kampagne", "campagne", "campaña", "campanha"),
    "other": ("else", "sonstiges", "anderes", "autre", "otro", "outro"),
}  # fmt: skip
_FORMAT = Format(
    key="annotations", tool="Custodian", title="Annotations", table="", team="", evidence="file",
    header=(NAMES["day"], NAMES["what"]), columns={}, unquoted=NAMES["touches"],
)  # fmt: skip


@dataclass(frozen=True)
class Told:
    """What a file says. With a question open or one fault nothing of it may be kept."""

    drafts: tuple[Draft, ...] = ()
    problems: tuple[Problem, ...] = ()
    question: Question | None = None
    not_read: tuple[str, ...] = ()  # columns that mean nothing here

    @property
    def is_ready(self) -> bool:
        return bool(self.drafts) and not self.problems and self.question is None


@dataclass(frozen=True)
class Kept:
    """What came of a file: those added, those known before, and those that somebody had taken back and stay so."""

    added: tuple[Annotation, ...]
    known: tuple[Draft, ...] = ()
    taken_back: tuple[Draft, ...] = field(default=())


def template() -> str:
    """Header and example rows; they load as they are."""
    return _csv(TEMPLATE)


def written(every: Iterable[Annotation]) -> str:
    """Those in force as CSV; loading it again adds nothing. Text that a spreadsheet would run is made harmless."""
    rows = [
        (
            f"{one.first_day}", f"{one.last_day}" if one.last_day != one.first_day else "", one.kind, one.what,
            "; ".join(touching.said(each) for each in one.touches), one.written_by, f"{one.written_at:%Y-%m-%d %H:%M}",
        )
        for one in every if not one.is_taken_back
    ]  # fmt: skip
    return _csv([(*TEMPLATE[0], "written by", "written at"), *rows])


def read(path: Path, name: str, order: DateOrder = "", also: Mapping[str, str] | None = None) -> Told:
    """What a file says; `order` answers its question, `also` are further names of KPIs.

    Raises intake's Refused where it holds no table of annotations.
    """
    raw = _table(path, name)
    straight, shifted = surplus.straight(raw, _FORMAT, pl.lit(False))
    found = _columns(straight)
    look = evidence.look(straight, {one.column.name: one for one in found.values() if one.column.type == "date"})
    known, told = orders.date_order(look, Contract(date_order=order), lambda order: None)
    if isinstance(told, Question):
        return Told(question=told)
    drafts, problems = [], list(shifted)
    for row in _rows(straight, found, known):
        draft, wrong = _draft(row, {ours: one.names[0] for ours, one in found.items()}, known, also or {})
        problems += wrong
        drafts += [draft] if draft else []
    used = {one.places[0] for one in found.values()}
    rest = tuple(name for at, name in enumerate(straight.header) if at not in used and name.strip())
    return Told(tuple(drafts), tuple(sorted(problems, key=lambda one: one.line)), None, rest)


def keep(warehouse: Warehouse, told: Told, by: str, at: datetime) -> Kept:
    """All of a file in one transaction; what is there already is not written again. Raises Refused."""
    if wrong := unsigned(by) + ([] if told.is_ready else ["The file has faults or is empty. Mend it and try again."]):
        raise NotKept(wrong)
    with warehouse.writing() as cursor:
        before = {one.same: one for one in annotations.current(cursor)}
        fresh = {draft.same: draft for draft in told.drafts if draft.same not in before}
        again = {draft.same: draft for draft in told.drafts if draft.same in before}
        return Kept(
            tuple(annotations.add(cursor, draft, by, at) for draft in fresh.values()),
            tuple(draft for same, draft in again.items() if not before[same].is_taken_back),
            tuple(draft for same, draft in again.items() if before[same].is_taken_back),
        )


def _table(path: Path, name: str) -> RawTable:
    known = formats.known_header({_FORMAT.key: _FORMAT})
    raws = reading.tables_of(path, name, known)
    raw = next((raw for raw in raws if _FORMAT.has_header(raw.header)), None)
    if raw is None:
        found = ", ".join(f"“{cell.strip()}”" for cell in raws[0].header[:6] if cell.strip())
        raise Refused("columns named day and what", found or "none with a name", "Take the template for the others.")
    if raw.rows.select(pl.len()).collect().item() > MOST_ROWS:
        raise Refused(f"at most {MOST_ROWS:,} annotations", "more", "Is this a list of annotations? Split it if so.")
    return raw


def _columns(raw: RawTable) -> dict[str, Found]:
    found = {}
    for ours, names in NAMES.items():
        if places := names.places(raw.header):
            cell = dates.tidy(pl.col(f"c{places[0]}"))
            column = Column(ours, "date" if "day" in ours else "text", ours)
            text = pl.when(cell != "").then(cell)
            found[ours] = Found(column, Filling(), (raw.header[places[0]],), (places[0],), text)
    missing = [name for name in ("day", "kind", "what") if name not in found]
    if missing:
        raise Refused(f"a column named {missing[0]}", ", ".join(raw.header[:6]), "Take the template for the others.")
    return found


def _rows(raw: RawTable, found: Mapping[str, Found], order: DateOrder) -> list[dict[str, object]]:
    """Texts by our names, the days read beside them; rows without any text are left out."""
    texts = raw.rows.select(LINE, *(one.text.alias(ours) for ours, one in found.items())).collect()
    texts = texts.filter(pl.any_horizontal(pl.col(ours).is_not_null() for ours in found))
    ends = pl.coalesce("last day", "day") if "last day" in found else pl.col("day")
    days = {"first": dates.begin(pl.col("day")), "last": dates.end(ends)}
    read = texts.with_columns(**{name: dates.day(day, order, "", True) for name, day in days.items()})
    return read.to_dicts()


def _draft(
    row: Mapping[str, object], called: Mapping[str, str], order: DateOrder, also: Mapping[str, str]
) -> tuple[Draft | None, list[Problem]]:
    line = int(str(row[LINE]))
    text = {ours: formulas.as_written(str(row.get(ours) or "")) for ours in NAMES}
    wrong: list[tuple[str, str]] = []
    first, last, kind = row["first"], row["last"], _kind(text["kind"])
    if not isinstance(first, date):
        wrong.append(("day", dates.expected(order, "date")))
    elif not isinstance(last, date):
        wrong.append(("last day", dates.expected(order, "date")))
    if kind is None:
        wrong.append(("kind", f"one of {', '.join(annotations.KINDS)}"))
    touches, strangers = touching.read(text["touches"], also)
    if strangers or not touches:
        wrong.append(("touches", _expected(strangers)))
    problems = [Problem(line, called.get(ours, ours), text[ours], expected) for ours, expected in wrong]
    if problems or kind is None or not isinstance(first, date) or not isinstance(last, date):
        return None, problems
    draft = annotations.tidied(Draft(kind, text["what"], first, last, touches))
    faults = annotations.faults(draft)
    return draft, [Problem(line, called["what"], text["what"], fault) for fault in faults]


def _expected(strangers: Sequence[str]) -> str:
    names = ", ".join(f"“{name}”" for name in strangers)
    said = "all figures, a team, a stage, or the titles of figures with a semicolon between them"
    return f"{said}; {names} is none of these" if strangers else said


def _kind(written: str) -> Kind | None:
    plain = " ".join(written.replace("_", " ").split()).casefold()
    return next((kind for kind, also in _KINDS.items() if plain == kind or plain in also), None)


def _csv(rows: Iterable[Sequence[str]]) -> str:
    told = io.StringIO()
    csv.writer(told, lineterminator="\n").writerows([formulas.harmless(cell) for cell in row] for row in rows)
    return told.getvalue()

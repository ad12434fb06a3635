"""Which tool's export a table is, told by its header and the lines above it, never by its name."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

import polars as pl

from custodian.intake.formats import Format
from custodian.intake.headers import Names
from custodian.intake.tables import LINE, RawTable

ABOUT_ALL = r"# (Account|Property|Cuenta|Propiedad|Konto|Compte|Propriété): "
LOOKED_AT = 1000  # rows
LIMIT = "Limited to"
NO_LIMITS = ("Search type", "Date", "Suchtyp", "Datum", "Type de recherche", "Tipo de búsqueda", "Fecha")
DAY_COLUMNS = ("date", "datum", "fecha", "data")


@dataclass(frozen=True)
class Recognised:
    format: Format
    because: str


def identify(raw: RawTable, declared: Mapping[str, Format]) -> Recognised | None:
    """The most specific format that fits; None where none does."""
    fitting = [found for found in declared.values() if fits(raw, found)]
    if not fitting:
        return None
    best = max(fitting, key=lambda found: found.specificity)
    shown = [raw.header[places[0]] for names in best.header[:4] if (places := names.places(raw.header))]
    what = f"it has the columns {', '.join(shown)}" if shown else "most of its columns are questions"
    return Recognised(best, f"{best.tool}, {best.title}: {what}.")


def fits(raw: RawTable, found: Format) -> bool:
    if not found.has_header(raw.header):
        return False
    lines = [cell for cells in raw.preamble for cell in cells]
    if not all(any(re.search(pattern, line) for line in lines) for pattern in found.above):
        return False
    if not all(_says_something(raw, names) for names in found.filled):
        return False
    if not found.extra_header and not found.first_cell:
        return True
    below = raw.rows.drop(LINE).head(1).collect().rows()
    if not below or not re.search(found.first_cell, below[0][0] or ""):
        return False
    return not found.extra_header or any(cell in found.extra_header for cell in below[0])


def _says_something(raw: RawTable, names: Names) -> bool:
    """Whether a row at the top of the table fills the column: a status that no row has is none."""
    places = names.places(raw.header)
    if not places:
        return False
    cells = raw.rows.head(LOOKED_AT).select(pl.col(f"c{places[0]}").str.strip_chars() != "").collect()
    return bool(cells.to_series().any())


def with_siblings(raws: list[RawTable]) -> list[RawTable]:
    """The tables of one file; each knows what a sibling tells of all: the period, the filters, the website."""
    period = next(filter(None, map(_filtered_period, raws)), "") or next(filter(None, map(_days, raws)), "")
    if period:
        limits = [(LIMIT, f"{name} {value}") for raw in raws for name, value in _filters(raw) if name not in NO_LIMITS]
        return [replace(raw, preamble=(*raw.preamble, ("Period", period), *limits)) for raw in raws]
    about = [cells for raw in raws[:1] for cells in raw.preamble if re.match(ABOUT_ALL, " ".join(cells))]
    return [raws[0], *(replace(raw, preamble=(*about, *raw.preamble)) for raw in raws[1:])] if about else raws


def _filters(raw: RawTable) -> list[tuple[str, str]]:
    if len(raw.header) != 2 or raw.header[0] not in ("Filter", "Filtre", "Filtro"):
        return []
    return [(row[0] or "", row[1] or "") for row in raw.rows.drop(LINE).collect().rows()]


def _filtered_period(raw: RawTable) -> str:
    """`1 Jan 2025-31 Dec 2025` from a table of filters; `Last 3 months` says nothing."""
    return next(
        (value for name, value in _filters(raw) if name in ("Date", "Datum", "Fecha") and value.count("20") > 1), ""
    )


def _days(raw: RawTable) -> str:
    if not raw.header or raw.header[0].casefold() not in DAY_COLUMNS:
        return ""
    days = raw.rows.select(first="c0", last="c0").collect()
    first, last = days["first"].min(), days["last"].max()
    return f"{first!s}..{last!s}" if re.fullmatch(r"\d{4}-\d\d-\d\d", str(first)) else ""

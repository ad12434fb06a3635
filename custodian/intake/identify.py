"""Which tool's export a table is, told by its header and the lines above it, never by its name."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from custodian.intake.formats import Format
from custodian.intake.tables import LINE, RawTable

DAY_COLUMNS = ("date", "datum", "fecha", "data")


@dataclass(frozen=True)
class Recognised:
    format: Format
    because: str


def identify(raw: RawTable, declared: Mapping[str, Format]) -> Recognised | None:
    """The most specific format that fits; None where none does."""
    fitting = [found for found in declared.values() if _fits(raw, found)]
    if not fitting:
        return None
    best = max(fitting, key=lambda found: found.specificity)
    shown = [raw.header[places[0]] for names in best.header[:4] if (places := names.places(raw.header))]
    return Recognised(best, f"{best.tool}, {best.title}: it has the columns {', '.join(shown)}.")


def with_siblings(raws: list[RawTable]) -> list[RawTable]:
    """The tables of one archive, those without dates knowing the period that their sibling of days or filters tells."""
    period = next(filter(None, map(_filtered_period, raws)), "") or next(filter(None, map(_days, raws)), "")
    if not period:
        return raws
    filters = tuple(row for raw in raws for row in _filters(raw))
    return [replace(raw, preamble=(*raw.preamble, ("Period", period), *filters)) for raw in raws]


def _fits(raw: RawTable, found: Format) -> bool:
    if not found.has_header(raw.header):
        return False
    lines = [cell for cells in raw.preamble for cell in cells]
    if not all(any(re.search(pattern, line) for line in lines) for pattern in found.above):
        return False
    if not found.extra_header:
        return True
    below = raw.rows.drop(LINE).head(1).collect().rows()
    return bool(below) and any(cell in found.extra_header for cell in below[0])


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

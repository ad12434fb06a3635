"""The board pack as a workbook: every number as a number, with what it was divided by, and what it means.

A text that a spreadsheet could take for a formula gets an apostrophe before it, whoever wrote it.
"""

import io
from collections.abc import Sequence
from datetime import date, datetime

from custodian.domain import headline, periods, points
from custodian.domain.charge import Charge
from custodian.domain.kpis import Kpi
from custodian.domain.listing import Row
from custodian.domain.packs import Pack
from custodian.domain.readings import Reading
from custodian.reports.cells import Cell, Number, Sheets
from custodian.words import comparison, definition_words, findings, standings, verdicts, wording

Table = tuple[str, Sequence[str], list[Sequence[Cell]]]


def made(pack: Pack, made_at: datetime) -> bytes:
    # Loading it takes longer than drawing a page.
    from xlsxwriter import Workbook

    file = io.BytesIO()
    never = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with Workbook(file, {"in_memory": True, "default_date_format": "yyyy-mm-dd", **never}) as book:
        title = wording.on_paper(f"Board pack {pack.company} {wording.month(pack.asked.month)}")
        book.set_properties({"title": title, "created": made_at})
        sheets = Sheets(book, pack.currency)
        _overview(sheets, pack)
        for name, headings, rows in (_months(pack), _members(pack), _promises(pack), _deeds(pack), _definitions(pack)):
            sheets.table(name, headings, rows)
    return file.getvalue()


def _overview(sheets: Sheets, pack: Pack) -> None:
    every = list(pack.readings.values())
    above = [headline.headline(every), findings.calm(every, len(pack.real), pack.fresh)]
    above += [f"Sample company {pack.company}: invented figures"] if pack.fresh.is_sample else []
    headings = (
        "KPI", "Team", "Stage", "Figure of", "Value", "Low (95%)", "High (95%)", "n", "Compared with", "Value then",
        "Verdict", "Since", "What changed", "Target", "Natural limit, low", "Natural limit, high", "Who is on it",
    )  # fmt: skip
    real = {reading.kpi.key for reading in pack.real}
    ordered = [*pack.real, *(reading for reading in every if reading.kpi.key not in real)]
    sheets.table("Overview", headings, [_figure(pack, reading) for reading in ordered], above)


def _figure(pack: Pack, reading: Reading) -> Sequence[Cell]:
    kpi, figure, now, then = reading.kpi, reading.figure, reading.now, reading.compared
    who = findings.on_it(pack.charges.get(kpi.key, Charge()))
    is_real = reading.verdict in headline.REAL
    return (
        kpi.title,
        wording.TEAM_NAMES[kpi.team],
        wording.STAGES[kpi.stage][0],
        periods.name(comparison.of_figure(reading)),
        *_numbers(kpi, figure.value, figure.low, figure.high),
        figure.n,
        periods.name(reading.comparison.before) if reading.comparison else None,
        Number(then.value, kpi.unit) if then else None,
        verdicts.word(reading),
        reading.since,
        verdicts.sentence(reading),
        *_numbers(kpi, reading.target, now.lower_limit, now.upper_limit),
        who or (findings.NOBODY if is_real else None),
    )


def _months(pack: Pack) -> Table:
    headings = (
        "Key", "KPI", "Month", "Numerator", "Denominator", "Value", "Low (95%)", "High (95%)", "n", "Verdict", "Target",
        "Complete", "Note",
    )  # fmt: skip
    return "KPIs by month", headings, [_month(pack, row) for row in pack.months]


def _month(pack: Pack, row: Row) -> Sequence[Cell]:
    kpi = pack.readings[row.key].kpi
    above, below, note = _parts(pack, kpi, row)
    return (
        kpi.key,
        kpi.title,
        date.fromisoformat(f"{row.period}-01"),
        above,
        below,
        *_numbers(kpi, row.value, row.low, row.high),
        row.n,
        row.verdict,
        Number(row.target, kpi.unit),
        row.complete,
        note,
    )


def _members(pack: Pack) -> Table:
    headings = (
        "Key", "KPI", "Month", "Split", "Member", "Numerator", "Denominator", "Value", "Low (95%)", "High (95%)", "n",
        "Note",
    )  # fmt: skip
    rows: list[Sequence[Cell]] = []
    for split, row in pack.members:
        kpi = pack.readings[row.key].kpi
        above, below, note = _parts(pack, kpi, row)
        values = _numbers(kpi, row.value, row.low, row.high)
        named = (kpi.key, kpi.title, pack.asked.month, wording.split(split), row.split or "not given")
        rows.append((*named, above, below, *values, row.n, note))
    return "Splits of the month", headings, rows


def _parts(pack: Pack, kpi: Kpi, row: Row) -> tuple[Cell, Cell, str]:
    """Numerator, denominator and why there are none: what too few answered is not to be divided by hand either."""
    if points.is_too_few(kpi, row.n, pack.minimum_n):
        return None, None, f"n = {row.n}, too few"
    return row.numerator, row.denominator, "" if row.value is not None else "nothing to divide by"


def _numbers(kpi: Kpi, *values: float | None) -> list[Cell]:
    return [Number(value, kpi.unit) for value in values]


def _promises(pack: Pack) -> Table:
    headings = (
        "Objective", "Owner in sales", "Owner in marketing", "First day", "Last day", "Key result", "Start", "Target",
        "Value", "Value of", "Should be by now", "State",
    )  # fmt: skip
    rows: list[Sequence[Cell]] = []
    for one in pack.promised:
        said = one.objective
        for standing in one.standings:
            unit, aim = standing.kpi.unit, standing.key_result
            numbers = [Number(value, unit) for value in (aim.start, aim.target, standing.value)]
            rows.append((
                said.title, said.sales_owner, said.marketing_owner, said.first_day, said.last_day, standing.kpi.title,
                *numbers, standing.month, Number(standing.should_be, unit), standings.says(standing, pack.currency),
            ))  # fmt: skip
    return "Objectives", headings, rows


def _deeds(pack: Pack) -> Table:
    to_do: list[Sequence[Cell]] = [("action", one.what, one.owner, one.due) for one in pack.actions if not one.done_on]
    decided: list[Sequence[Cell]] = [("decision", one.what, "", one.decided_on) for one in pack.decisions]
    return "Actions and decisions", ("Kind", "What", "Who", "Due, or decided on"), [*to_do, *decided]


def _definitions(pack: Pack) -> Table:
    headings = (
        "Key", "KPI", "Team", "Stage", "Unit", "Better is", "Definition in force", "Formula", "Take care", "Version",
        "Why it matters",
    )  # fmt: skip
    rows: list[Sequence[Cell]] = [_definition(pack, reading.kpi) for reading in pack.readings.values()]
    return "Definitions", headings, rows


def _definition(pack: Pack, kpi: Kpi) -> Sequence[Cell]:
    holding = pack.definitions[kpi.key]
    return (
        kpi.key,
        kpi.title,
        wording.TEAM_NAMES[kpi.team],
        wording.STAGES[kpi.stage][0],
        wording.unit(kpi.unit, pack.currency),
        "higher" if kpi.direction == "up" else "lower",
        holding.words,
        definition_words.formula(kpi),
        kpi.caveat,
        definition_words.version(holding),
        kpi.reason,
    )

"""What became of a file, for programs as JSON and for people in a sentence."""

from dataclasses import asdict
from typing import Any

from custodian import settings
from custodian.commands import caller
from custodian.domain import kpis
from custodian.domain.imports import Preview
from custodian.words import wording

PROBLEMS_SHOWN = 10
MOVES_SHOWN = 20


def as_json(one: Preview) -> dict[str, Any]:
    staged, compared = one.staged, one.comparison
    return {
        "file": _name(one),
        "status": {"unknown": "refused"}.get(one.status, one.status),
        "import_id": one.import_id,
        "format": staged.format if staged else None,
        "source": staged.source if staged else None,
        "table": staged.table if staged else None,
        "rows_read": staged.rows_read if staged else 0,
        **{
            name: getattr(compared, name) if compared else 0
            for name in ("rows_added", "rows_changed", "rows_unchanged", "rows_vanished")
        },
        "rows_refused": staged.rows_refused if staged else 0,
        "totals_dropped": staged.totals_dropped if staged else 0,
        "months": one.months,
        "questions": [asdict(question) for question in one.questions],
        "problems": _problems(one),
    }


def _name(one: Preview) -> str:
    return f"{one.file} › {one.part}" if one.part else one.file


def _problems(one: Preview) -> list[dict[str, Any]]:
    said = [asdict(problem) for problem in one.problems]
    return said + ([{"line": None, "column": "", "value": "", "expected": one.refusal}] if one.refusal else [])


def say(done: list[Preview]) -> None:
    console = caller.console()
    for one in done:
        console.print(f"{_name(one)}: {_sentence(one)}", markup=False, highlight=False)
        for question in one.questions:
            console.print(f"  ? {question.text} Example: {question.example}", markup=False, highlight=False)
            console.print(f"    --answer '{question.key}={question.suggestion or '…'}'", markup=False, highlight=False)
        for problem in one.problems[:PROBLEMS_SHOWN]:
            said = f"  line {problem.line}, {problem.column}: “{problem.value}”, expected {problem.expected}"
            console.print(said, markup=False, highlight=False)
        for said in _moves(one) if one.status == "dry_run" else []:
            console.print(said, markup=False, highlight=False)


def _moves(one: Preview) -> list[str]:
    if one.moves is None:
        return ["  Which KPIs would move was not tried out: with so many rows it takes as long as loading."]
    currency = settings.load().currency
    known = [(kpis.catalogue()[move.kpi], move) for move in one.moves]
    said = [
        f"  {kpi.title}, {wording.month(move.month)}: "
        f"{wording.value(kpi.unit, move.before, currency)} → {wording.value(kpi.unit, move.after, currency)}"
        for kpi, move in known
    ]
    return ["  These KPIs would move:", *said[:MOVES_SHOWN], *_more(len(said))] if said else ["  No KPI would move."]


def _more(moves: int) -> list[str]:
    return [f"  and {moves - MOVES_SHOWN} more; the Import page shows all"] if moves > MOVES_SHOWN else []


def _sentence(one: Preview) -> str:
    if one.status == "loaded" or one.status == "dry_run":
        compared, staged = one.comparison, one.staged
        assert compared and staged
        counts = f"{compared.rows_added} new, {compared.rows_changed} changed, {compared.rows_unchanged} unchanged rows"
        left = f", {staged.totals_dropped} totals left out" if staged.totals_dropped else ""
        refused = f", {staged.rows_refused} refused" if staged.rows_refused else ""
        ranges = (
            f", {compared.spanning} cover more than one month and count in no single one" if compared.spanning else ""
        )
        verb = f"loaded as import {one.import_id}" if one.status == "loaded" else "would load"
        return f"{one.title}: {verb}: {counts}{left}{refused}{ranges}."
    return {
        "unchanged": f"{one.title}: loaded before as import {one.import_id}; nothing was changed.",
        "needs_answer": f"{one.title}: a question must be answered first.",
        "passed_over": "passed over; another table of the file has what is needed.",
    }.get(one.status, one.refusal)

"""Total rows proved by their numbers: the sums of all other rows, or of the rows of their group. The rest is asked."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from custodian.intake import batches, totals
from custodian.intake.contracts import Choice, Question
from custodian.intake.staging import Decision
from custodian.intake.tables import LINE
from custodian.intake.typed import Plan, text_of

LOOKED_AT = 50_000  # rows at each end that are searched for labels
MOST = 400  # candidates whose groups are looked for at any distance
FEW = 10  # one number below this proves no group
NAMELESS = "(no name)"


@dataclass(frozen=True)
class Candidate:
    """A row that may be a total: it lacks a name, or says so."""

    line: int
    label: str
    numbers: Mapping[str, float]
    names: Mapping[str, str]  # those that are filled
    is_good: bool  # it would be loaded
    is_exact: bool = False  # its label is nothing but a word for total


@dataclass(frozen=True)
class Sums:
    """Of a run of rows that are no candidates."""

    rows: int
    numbers: Mapping[str, float]

    def __add__(self, other: "Sums") -> "Sums":
        both = {name: value + other.numbers[name] for name, value in self.numbers.items()}
        return Sums(self.rows + other.rows, both)


@dataclass(frozen=True)
class Settled:
    """Lines left out, those of them that would have been loaded, why, and what is open."""

    lines: tuple[int, ...] = ()
    good: tuple[int, ...] = ()
    decisions: tuple[Decision, ...] = ()
    questions: tuple[Question, ...] = ()


def settled(bad: pl.DataFrame, good: pl.LazyFrame, plan: Plan) -> Settled:
    """`bad` are rows with a fault, `good` those that would be loaded."""
    added, names = _added(plan), _names(plan)
    if not added or not names:
        return Settled()
    candidates = [*_lacking(bad, plan, added, names), *_labelled(good, plan, added, names)]
    if not candidates:
        return Settled()
    candidates.sort(key=lambda one: one.line)
    runs = _runs(good, candidates, added)
    proofs = {one.line: _proof(at, candidates, runs, plan) for at, one in enumerate(candidates)}
    proofs |= _by_names(good, [one for one in candidates if not proofs[one.line]], plan, added)
    return _judged(candidates, {line: proof for line, proof in proofs.items() if proof}, runs, plan)


def _judged(candidates: Sequence[Candidate], proofs: Mapping[int, str], runs: Sequence[Sums], plan: Plan) -> Settled:
    told = plan.contract.totals
    proved = [one for one in candidates if one.line in proofs and (not one.is_good or one.is_exact or not one.names)]
    proved = [one for one in proved if told.get(one.label) != "row"]
    said = [one for one in candidates if one not in proved and one.is_good and told.get(one.label) == "total"]
    rest = [one for one in candidates if one.is_good and one.label not in told and one not in proved]
    unsure = [one for one in rest if one.is_exact or (one.line in proofs and one.label) or _is_large(one, runs)]
    first = {one.label: one for one in reversed(unsure)}
    by_proof: dict[str, list[int]] = {}
    for one in proved:
        by_proof.setdefault(proofs[one.line], []).append(one.line)
    decisions = [Decision(f"Left out {totals.lines(lines)}", proof) for proof, lines in by_proof.items()]
    decisions += (
        [Decision(f"Left out {totals.lines([one.line for one in said])}", "a total, as you said")] if said else []
    )
    out = sorted([*proved, *said], key=lambda one: one.line)
    questions = tuple(_question(one, sum(runs[1:], runs[0])) for one in first.values())
    lines = tuple(one.line for one in out)
    return Settled(lines, tuple(one.line for one in out if one.is_good), tuple(decisions), questions)


def _question(one: Candidate, every: Sums) -> Question:
    name, value = next(iter(one.numbers.items()))
    what = f"“{one.label}”" if one.label != NAMELESS else "the row without a name"
    text = f"Is {what} in line {one.line:,} a total, or a row of its own?"
    example = f"its {name} is {value:,.10g}, that of the {every.rows:,} other rows comes to {every.numbers[name]:,.10g}"
    choices = (Choice("total", "a total: leave it out"), Choice("row", "a row of its own: load it"))
    return Question(f"total:{one.label}", text, example, choices)


def _is_large(one: Candidate, runs: Sequence[Sums]) -> bool:
    """Whether a row without any name has half of everything: then it looks like a total that does not add up."""
    every = sum(runs[1:], runs[0])
    return (
        not one.names and every.rows > 1 and all(2 * value > every.numbers[name] for name, value in one.numbers.items())
    )


def _proof(at: int, candidates: Sequence[Candidate], runs: Sequence[Sums], plan: Plan) -> str:
    """Why a candidate is a total: of all rows, of those above it, of those below it; '' where it is none."""
    one = candidates[at]
    every = sum(runs[1:], runs[0])
    if _is_sum(one, every, plan):
        side = (
            "above"
            if not sum(run.rows for run in runs[at + 1 :])
            else "below"
            if not at and not runs[0].rows
            else "other"
        )
        what = "row" if every.rows == 1 else f"{every.rows:,} rows"
        return f"its numbers are the sums of the {f'other {what}' if side == 'other' else f'{what} {side}'}"
    if one.is_good and not one.label:
        return ""
    for side, group in (("above", reversed(runs[: at + 1])), ("below", iter(runs[at + 1 :]))):
        for block in _growing(group, 1 if len(candidates) > MOST else len(runs)):
            is_enough = block.rows > 1 or bool(one.label)
            if is_enough and _is_strong(one) and _is_sum(one, block, plan):
                return f"its numbers are the sums of the rows {side} that belong to it"
    return ""


def _growing(runs: Iterator[Sums], most: int) -> Iterator[Sums]:
    block: Sums | None = None
    for run, _ in zip(runs, range(most), strict=False):
        block = run if block is None else block + run
        yield block


def _by_names(good: pl.LazyFrame, open_: Sequence[Candidate], plan: Plan, added: Mapping[str, str]) -> dict[int, str]:
    """Proofs by the rows that have the same names, wherever they stand."""
    found: dict[int, str] = {}
    lines = [one.line for one in open_]
    for one in open_:
        names = {name: text for name, text in one.names.items() if text != one.label}
        if not names or (one.is_good and not one.is_exact) or len(open_) > MOST:
            continue
        same = good.filter(
            ~pl.col(LINE).is_in(lines), *(pl.col(name).cast(pl.String) == text for name, text in names.items())
        )
        rows, *values = same.select(pl.len(), *(_float(pl.col(name)).sum() for name in added)).collect().row(0)
        if rows > 1 and _is_strong(one) and _is_sum(one, Sums(rows, dict(zip(added, values, strict=True))), plan):
            found[one.line] = f"its numbers are the sums of the {rows:,} rows of {' · '.join(names.values())}"
    return found


def _is_strong(one: Candidate) -> bool:
    return len(one.numbers) > 1 or max(map(abs, one.numbers.values()), default=0) >= FEW


def _is_sum(one: Candidate, of: Sums, plan: Plan) -> bool:
    """Counts exactly; amounts within the rounding of each row."""
    if not of.rows or not any(one.numbers.values()):
        return False
    for name, value in one.numbers.items():
        rounding = min(0.005 * (of.rows + 1), max(0.011, 1e-4 * abs(value)))
        allowed = rounding if plan.table.columns[name].type == "money" else 0
        if abs(value - of.numbers[name]) > allowed + 1e-9:
            return False
    return True


def _runs(good: pl.LazyFrame, candidates: Sequence[Candidate], added: Mapping[str, str]) -> list[Sums]:
    """The rows between candidates; one run more than there are candidates."""
    lines = pl.Series([one.line for one in candidates], dtype=pl.Int64)
    rows = (
        good.filter(~pl.col(LINE).is_in(lines.implode()))
        .select(LINE, *(_float(pl.col(name)) for name in added))
        .collect()
    )
    at = lines.search_sorted(rows[LINE]) if rows.height else pl.Series([], dtype=pl.UInt32)
    told = (
        rows.with_columns(run=at).group_by("run").agg(pl.len().alias("rows"), *(pl.col(name).sum() for name in added))
    )
    by_run = {row["run"]: row for row in told.iter_rows(named=True)}
    nothing = {"rows": 0} | dict.fromkeys(added, 0.0)
    each = [by_run.get(at, nothing) for at in range(len(candidates) + 1)]
    return [Sums(row["rows"], {name: row[name] for name in added}) for row in each]


def _lacking(bad: pl.DataFrame, plan: Plan, added: Mapping[str, str], names: Mapping[str, str]) -> list[Candidate]:
    """Rows with a fault that lack a name or a day."""
    days = [
        ours for ours in plan.table.key if ours in plan.found and plan.found[ours].column.type in ("date", "moment")
    ]
    needed = [
        text_of(ours) for ours in [*names, *days] if not plan.found[ours].is_fixed and text_of(ours) in bad.columns
    ]
    blank = bad.filter(pl.any_horizontal(pl.col(text).is_null() for text in needed)) if needed else bad.clear()
    return [
        one
        for row in blank.iter_rows(named=True)
        if (one := _candidate(row, {ours: text_of(ours) for ours in names}, added, False)).numbers
    ]


def _labelled(good: pl.LazyFrame, plan: Plan, added: Mapping[str, str], names: Mapping[str, str]) -> list[Candidate]:
    """Rows that would be loaded: with the word in a name, or without any name."""
    if plan.per_document:
        return []
    says = [batches.read(pl.col(name), _says, pl.Boolean) for name in names.values()]
    nameless = pl.all_horizontal((pl.col(name).fill_null("") == "") for name in names.values())
    ends = _ends(good.select(LINE, *dict.fromkeys([*names.values(), *added])))
    rows = ends.filter(pl.any_horizontal(says).fill_null(False) | nameless).sort(LINE).iter_rows(named=True)
    return [one for row in rows if (one := _candidate(row, names, added, True)).numbers]


def _ends(good: pl.LazyFrame) -> pl.DataFrame:
    """The rows at each end. Asked for one by one, or Polars reads all that lie between."""
    is_short = good.select(pl.len()).collect().item() <= 2 * LOOKED_AT
    parts = [good] if is_short else [good.head(LOOKED_AT), good.tail(LOOKED_AT)]
    return pl.concat(part.collect() for part in parts)


def _says(names: pl.Series) -> pl.Series:
    return names.str.contains(f"{totals.EXACT}|{totals.OPEN}")


def _candidate(
    row: Mapping[str, object], names: Mapping[str, str], added: Mapping[str, str], is_good: bool
) -> Candidate:
    filled = {ours: str(row[name]) for ours, name in names.items() if row.get(name)}
    exact = next((text for text in filled.values() if totals.is_label(text)), "")
    label = exact or next((text for text in filled.values() if totals.may_be_label(text)), "")
    numbers = {name: float(str(row[name])) for name in added if row[name] is not None}
    return Candidate(row[LINE], label or ("" if filled else NAMELESS), numbers, filled, is_good, bool(exact))  # type: ignore[arg-type]


def _added(plan: Plan) -> dict[str, str]:
    """Our columns whose numbers add up."""
    kinds = ("count", "money")
    return {one.column.name: "" for one in plan.found.values() if one.column.type in kinds and not one.is_fixed}


def _names(plan: Plan) -> dict[str, str]:
    """Our columns that name a row, and how they are stored."""
    told = [plan.found[ours] for ours in plan.table.key if ours in plan.found]
    return {one.column.name: one.column.stored_as for one in told if one.column.type == "text" and not one.is_fixed}


def _float(number: pl.Expr) -> pl.Expr:
    return number.cast(pl.Float64)

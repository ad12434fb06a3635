"""What a file holds beside the rows of its table: rows of another kind, and lines that forbid loading it."""

import re
from dataclasses import replace

import polars as pl

from custodian.intake import cells, headers
from custodian.intake.contracts import Contract
from custodian.intake.formats import Format
from custodian.intake.staging import Decision, Refused
from custodian.intake.tables import RawTable

NAMED = 6


def refuse_banned(raw: RawTable, declared: Format) -> None:
    """Raises Refused where a line above or below the table says that its figures mean something else."""
    for ban in declared.bans:
        around = [" ".join(cells) for cells in (*raw.preamble, *raw.footer)]
        below = raw.rows.filter(pl.col("c0").str.contains(ban.line)).select("c0").collect()["c0"].to_list()
        for line in (*around, *below):
            if re.search(ban.line, line):
                raise Refused(ban.expected, f"“{line.strip()}”", ban.todo)


def left_out(raw: RawTable, declared: Format, contract: Contract) -> tuple[RawTable, tuple[Decision, ...]]:
    """The table without rows of another kind, and what to say of them. Raises Refused where there are no others."""
    kind = declared.left_out
    places = kind.names.places(contract.as_before(raw.header)) if kind else []
    if not kind or not places:
        return raw, ()
    cell = pl.col(f"c{places[0]}").str.strip_chars()
    is_other = (_is_part(cell, kind.whole, raw) if kind.whole else cells.says(cell, kind.says)).fill_null(False)
    found = (
        raw.rows.filter(is_other)
        .group_by(cell.alias("kind"))
        .len()
        .collect()
        .sort("len", "kind", descending=[True, False])
    )
    if found.is_empty():
        return raw, ()
    count = int(found["len"].sum())
    names = headers.listed(found["kind"].head(NAMED)) + (" …" if found.height > NAMED else "")
    said = "parts of others, whole in the same file," if kind.whole else "of another kind"
    what = f"{count:,} {'row is' if count == 1 else 'rows are'} {said} and left out"
    because = f"the column “{raw.header[places[0]]}” says {names}"
    rest = raw.rows.filter(~is_other)
    if rest.head(1).collect().is_empty():
        raise Refused(declared.title.lower(), f"rows of another kind only: {because}", f"Export {declared.says}.")
    return replace(raw, rows=rest), (Decision(what, because),)


def _is_part(cell: pl.Expr, whole: str, raw: RawTable) -> pl.Expr:
    """Whether what the row is a part of stands in the table as well: then it would count twice."""
    names = raw.rows.select(cell.alias("name")).unique().collect()["name"]
    return cell.str.extract(whole, 1).is_in(names.implode())

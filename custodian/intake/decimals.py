"""The decimal sign of a file, or of each column where they differ: proved by cells, else asked."""

import re
from collections.abc import Collection
from typing import Any

import polars as pl

from custodian.intake import numbers
from custodian.intake.contracts import Choice, Contract, Question
from custodian.intake.evidence import AGAIN, Cell, Example, Look
from custodian.intake.formats import Format
from custodian.intake.staging import Decision, Refused

CENTS = r"^-?\d+\.\d{1,2}$"
SIGNS = {".": "decimal point", ",": "decimal comma"}


def decimal(look: Look, declared: Format, contract: Contract) -> tuple[dict[str, Any], list[Decision | Question]]:
    """What the contract is to say, and why. Raises Refused."""
    told = _told(look, contract.decimal or declared.decimal.replace("evidence", ""))
    columns = list(dict.fromkeys(one.ours for one in look.cells(*numbers.NUMERIC)))
    for ours in columns:
        if "." + ours in told and "," + ours in told:
            found = f"both: {told['.' + ours]} and {told[',' + ours]}"
            raise Refused(
                "one way of writing numbers in a column", found, "Export it again, or mend the cells by hand."
            )
    proved = {ours: sign for ours in columns for sign in (".", ",") if sign + ours in told}
    unclear = {ours: told["unclear" + ours] for ours in columns if "unclear" + ours in told and ours not in proved}
    _refuse_other(told, proved, contract)
    of_tool = declared.decimal.replace("evidence", "")
    # What the tool writes is what counts where no cell shows that a spreadsheet has written it anew.
    if agreed := contract.decimal or (of_tool if set(proved.values()) <= {of_tool} else ""):
        return {"decimal": agreed}, []
    if len(set(proved.values())) < 2 and not contract.decimals:
        return _of_file(told, proved, unclear)
    known = proved | {ours: sign for ours, sign in contract.decimals.items() if ours not in proved}
    open_ = {ours: example for ours, example in unclear.items() if ours not in known}
    return {"decimals": known}, [
        *(Decision(f"Numbers in {told[sign + ours].column} have a {SIGNS[sign]}", f"{told[sign + ours]} can be read "
                   "in no other way; another column differs") for ours, sign in proved.items()),
        *(_question(f"decimal:{ours}", example) for ours, example in open_.items()),
    ]  # fmt: skip


def _of_file(
    told: dict[str, Example], proved: dict[str, str], unclear: dict[str, Example]
) -> tuple[dict[str, Any], list[Decision | Question]]:
    if proved:
        examples = [told[sign + ours] for ours, sign in proved.items()]
        first, [sign] = min(examples, key=lambda one: one.line), set(proved.values())
        return {"decimal": sign}, [Decision(f"Numbers have a {SIGNS[sign]}", f"{first} can be read in no other way")]
    first_unclear = min(unclear.values(), key=lambda one: one.line, default=None)
    return {"decimal": ""}, [_question("decimal", first_unclear)] if first_unclear else []


def _refuse_other(told: dict[str, Example], proved: dict[str, str], contract: Contract) -> None:
    """Where a column proves another sign than was agreed for it."""
    for ours, sign in proved.items():
        agreed = contract.decimals.get(ours, contract.decimal)
        if agreed and agreed != sign:
            wanted = f"a {SIGNS[agreed]}, as in this source's files before"
            raise Refused(wanted, f"a {SIGNS[sign]}: {told[sign + ours]}", AGAIN)


def _told(look: Look, agreed: str) -> dict[str, Example]:
    """By sign and column the first cell that proves it; from all rows where the first of them leave it open."""
    told = look.first(_tests(look, look.plain))
    signs = {name[0] for name in told if name[0] in ".,"}
    if not agreed and not look.is_whole and len(signs) != 1:
        return look.first(_tests(look, ()), whole=True)
    return told


def _tests(look: Look, plain: Collection[str]) -> dict[str, list[tuple[Cell, pl.Expr]]]:
    tests: dict[str, list[tuple[Cell, pl.Expr]]] = {}
    for one in look.cells(*numbers.NUMERIC):
        # Most cells are whole numbers, which prove nothing, or have cents, which prove the point.
        has_sign, has_cents = pl.col(one.name).str.contains("[.,]"), pl.col(one.name).str.contains(CENTS)
        is_proof = has_cents if one.kind != "count" else pl.lit(False)
        signed = pl.when(has_sign & ~is_proof).then(pl.col(one.name))
        cell = signed if one.name in plain else numbers.bare(signed)
        tests.setdefault("." + one.ours, []).append(
            (one, is_proof | numbers.proof(cell, one.kind, ".").fill_null(False))
        )
        tests.setdefault("," + one.ours, []).append((one, numbers.proof(cell, one.kind, ",")))
        tests.setdefault("unclear" + one.ours, []).append((one, numbers.unclear(cell, one.kind)))
    return tests


def _question(key: str, example: Example) -> Question:
    bare = re.sub(r"[^\d.,]", "", example.value)
    whole, part = bare.replace(".", "").replace(",", ""), bare.replace(",", ".")
    sign = "." if "." in bare else ","
    other = "," if sign == "." else "."
    choices = (
        Choice(other, f"{whole}: the sign parts the thousands"),
        Choice(sign, f"{part}: the sign parts the decimals"),
    )
    return Question(key, f"Is “{example.value}” {whole}, or {part}?", str(example), choices)

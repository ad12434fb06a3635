"""Which currency amounts are in: a column, signs in cells, the header, lines above it, what was agreed; else asked."""

import re
from collections.abc import Mapping

import polars as pl

from custodian.intake import symbols
from custodian.intake.contracts import Choice, Contract, Question
from custodian.intake.evidence import AGAIN, Example, Look
from custodian.intake.staging import Decision, Refused
from custodian.intake.tables import LINE

CODE = r"^[A-Z]{3}$"
BESIDE = re.compile(
    r"\b(?:currency|währung|devise|moneda|moeda|divisa|valuta|waluta|amounts (?:are )?in|beträge in|montants en"
    r"|importes en|valores em)\b(?: code)?\W*(\w{3}\b|[^\w\s]+)",
    re.IGNORECASE,
)
Said = Decision | Question | None


def currency(look: Look, contract: Contract, company: str) -> tuple[str, Said]:
    """'' where nothing needs one. Raises Refused where the file shows another than was agreed."""
    amounts = look.cells("money")
    column = look.found.get("currency")
    if not amounts or (column and column.is_fixed):
        return contract.currency, None
    needs_one = pl.any_horizontal(pl.col(one.name).is_not_null() for one in amounts)
    if column:
        needs_one &= pl.col("currency").is_null()
    needs_one &= pl.all_horizontal(pl.lit(True), *_names(look))
    bare = look.first({"bare": [(one, pl.col(one.name).is_not_null() & needs_one) for one in amounts]}).get("bare")
    if bare is None:
        return contract.currency, None
    signs = _signs(look, needs_one)
    possible = {sign: symbols.codes_of(sign) for sign in signs}
    if (beside := _beside(look)) and not signs:
        return _agreed(contract, *beside)
    if not signs:
        return (contract.currency, None) if contract.currency else _asked(bare, (), company)
    return _signed(look, contract, company, signs, possible, beside)


def _names(look: Look) -> list[pl.Expr]:
    """Whether a row has its name and day: one without is a total or refused, and needs no currency."""
    told = [
        one for one in look.of("text", "date", "moment") if not one.filling.map and one.filling.required is not False
    ]
    return [
        pl.col(one.column.name).is_not_null() for one in told if one.column.required and one.column.name != "currency"
    ]


def of_row(told: pl.Expr, amounts: list[pl.Expr], agreed: str) -> pl.Expr:
    """As its own column says, then by the sign in its amounts' texts, then as agreed."""
    by_sign = [symbols.code(symbols.sign(amount)) for amount in amounts]
    return pl.coalesce(told, *by_sign, pl.lit(agreed or None, pl.String))


def fault(amounts: list[pl.Expr], texts: list[pl.Expr]) -> pl.Expr:
    """Whether a row's amount is without a currency, or has the sign of another one."""
    code = pl.col("currency")
    wrong = code.is_null() & pl.any_horizontal(amount.is_not_null() for amount in amounts)
    wrong |= code.is_not_null() & ~code.str.contains(CODE)
    for text in texts:
        sign = symbols.sign(text)
        wrong |= (sign.is_not_null() & code.is_not_null() & ~symbols.fits(sign, code)).fill_null(False)
    return wrong


def coded(text: pl.Expr) -> pl.Expr:
    """ISO codes in capitals; a sign that belongs to one currency is taken as that one."""
    return pl.coalesce(symbols.code(text), text.str.to_uppercase())


def _signed(
    look: Look,
    contract: Contract,
    company: str,
    signs: Mapping[str, Example],
    possible: Mapping[str, tuple[str, ...]],
    beside: tuple[str, str] | None,
) -> tuple[str, Said]:
    shared = set.intersection(*(set(codes) for codes in possible.values()))
    first = min(signs.values(), key=lambda one: one.line)
    if len(shared) == 1:
        return _agreed(contract, shared.pop(), f"the file writes {first}")
    unsure = {sign: codes for sign, codes in possible.items() if len(codes) != 1}
    if not unsure:
        codes = ", ".join(sorted({codes[0] for codes in possible.values()}))
        shown = " and ".join(str(example) for example in list(signs.values())[:2])
        return contract.currency, Decision(
            f"Each amount is in the currency of its sign: {codes}", f"the file writes {shown}"
        )
    sign, fitting = next(iter(unsure.items()))
    agreed = contract.currency or (beside[0] if beside else "")
    if agreed in fitting:
        return agreed, None if contract.currency else Decision(f"Amounts are in {agreed}", beside[1] if beside else "")
    if contract.currency and len(signs) == 1:
        raise Refused(
            f"amounts in {contract.currency}, as in this source's files before", f"“{sign}”: {signs[sign]}", AGAIN
        )
    return _asked(signs[sign], fitting, company)


def _agreed(contract: Contract, code: str, why: str) -> tuple[str, Decision]:
    if contract.currency and contract.currency != code:
        raise Refused(f"amounts in {contract.currency}, as in this source's files before", f"{code}: {why}", AGAIN)
    return code, Decision(f"Amounts are in {code}", why)


def _signs(look: Look, needs_one: pl.Expr) -> dict[str, Example]:
    """By sign the first amount that has it."""
    found: dict[str, Example] = {}
    for one in look.cells("money"):
        rows = look.sample.filter(needs_one).select(LINE, cell=pl.col(one.name))
        rows = rows.filter(pl.col("cell").str.contains(r"[^\d.,\s-]"))
        signed = rows.with_columns(sign=symbols.sign(pl.col("cell"))).drop_nulls("sign").unique("sign", keep="first")
        for line, cell, sign in signed.sort(LINE).rows():
            found.setdefault(sign, Example(line, one.column, cell))
    return found


def _beside(look: Look) -> tuple[str, str] | None:
    """What the names of the amounts' columns say, or a line above or below the table; nothing where they differ."""
    names = {one.column: symbols.named(one.column) for one in look.cells("money")}
    told = {code: f"the column is called “{name}”" for name, codes in names.items() for code in codes}
    if not told:
        lines = [" ".join(cells) for cells in (*look.raw.preamble, *look.raw.footer)]
        told = {
            codes[0]: f"the line “{line.strip()[:80]}” says so"
            for line in lines
            for one in BESIDE.finditer(line)
            if len(codes := symbols.codes_of(one[1])) == 1
        }
    return next(iter(told.items())) if len(told) == 1 else None


def _asked(example: Example, fitting: tuple[str, ...], company: str) -> tuple[str, Question]:
    codes = dict.fromkeys(filter(None, fitting or (company, "EUR", "GBP", "CHF", "USD")))
    choices = tuple(Choice(code, code) for code in codes)
    text = f"Which currency is “{example.value}” in? The file does not say it."
    return "", Question("currency", text, str(example), choices, company if company in codes else "")

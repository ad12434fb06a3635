"""Which currency amounts are in: a column, the file's own signs, what was agreed; otherwise asked."""

from functools import reduce

import polars as pl

from custodian.intake.contracts import Choice, Contract, Question
from custodian.intake.evidence import AGAIN, Example, Look
from custodian.intake.staging import Decision, Refused

SIGNS = {"€": "EUR", "£": "GBP", "US$": "USD", "R$": "BRL", "₹": "INR", "₽": "RUB", "₺": "TRY", "₩": "KRW", "zł": "PLN"}
CODE = r"^[A-Z]{3}$"


def currency(look: Look, contract: Contract, company: str) -> tuple[str, Decision | Question | None]:
    """'' where nothing needs one. Raises Refused where the cells show another than was agreed."""
    amounts = look.of("money")
    column = look.found.get("currency")
    if not amounts or (column and column.is_fixed):
        return contract.currency, None
    bare = pl.any_horizontal(pl.col(one.column.name).is_not_null() for one in amounts)
    if column:
        bare &= pl.col("currency").is_null()
    without = look.first({"bare": [(one, pl.col(one.column.name).is_not_null() & bare) for one in amounts]}).get("bare")
    if without is None:
        return contract.currency, None
    return _signed(look, contract) or _asked(contract, company, without)


def coded(text: pl.Expr) -> pl.Expr:
    """ISO codes in capitals; a sign that belongs to one currency is taken as that one."""
    upper = text.str.to_uppercase()
    return reduce(lambda rest, one: pl.when(text == one[0]).then(pl.lit(one[1])).otherwise(rest), SIGNS.items(), upper)


def _signed(look: Look, contract: Contract) -> tuple[str, Decision] | None:
    amounts = look.of("money")
    tests = {
        code: [(one, pl.col(one.column.name).str.contains(sign, literal=True)) for one in amounts]
        for sign, code in SIGNS.items()
    }
    told = look.first(tests)
    if len(told) != 1:
        return None
    [(code, example)] = told.items()
    if contract.currency and contract.currency != code:
        raise Refused(f"amounts in {contract.currency}, as in this source's files before", f"{code}: {example}", AGAIN)
    return code, Decision(f"Amounts are in {code}", f"the file writes {example}")


def _asked(contract: Contract, company: str, example: Example) -> tuple[str, Question | None]:
    if contract.currency:
        return contract.currency, None
    codes = reduce(
        lambda seen, code: seen if code in seen else [*seen, code], [company, "EUR", "GBP", "CHF", "USD"], [""]
    )
    choices = tuple(Choice(code, code) for code in codes if code)
    text = f"Which currency is “{example.value}” in? The file does not say it."
    return "", Question("currency", text, str(example), choices, company)

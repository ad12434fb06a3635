"""How a figure differs from what it is compared with, in the few words that fit on a card."""

from custodian.domain import uncertainty
from custodian.domain.readings import Reading
from custodian.words import comparison, samples, wording


def change(reading: Reading, currency: str) -> str:
    """+9% on September · no sure change · n=212 · ±6 · buyers 44% · we say 12%."""
    kpi, figure = reading.kpi, reading.figure
    if reading.beside is not None and figure.value is not None:
        ours = wording.value(reading.beside.kpi.unit, reading.beside.figure.value, currency)
        return f"buyers {wording.value(kpi.unit, figure.value, currency)} · we say {ours}"
    parts = [_difference(reading, currency)]
    if kpi.margin and figure.value is not None:
        only = "only " if uncertainty.is_small(figure) else ""
        parts += [f"{only}n={figure.n:,}", wording.margin(kpi.unit, figure.low, figure.high, currency)]
    return " · ".join(part for part in parts if part)


def _difference(reading: Reading, currency: str) -> str:
    before, kpi = reading.compared, reading.kpi
    if before is None or before.value is None:
        return wording.short_months(reading.missing) if reading.now.value is not None else ""
    said = samples.change(kpi, reading.figure, before, currency)
    # Beside n and margin there is room for a short month only; what longer periods stand beside, the page says above.
    is_long = reading.comparison is not None and not reading.comparison.is_of_one_month
    if kpi.margin and (said in (wording.NO_CHANGE, samples.UNSURE) or is_long):
        return said
    return f"{said} on {comparison.before(reading, letters=3 if kpi.margin else None)}"

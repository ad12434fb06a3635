"""What a sample says and what it cannot say, in words for somebody who never heard of an interval."""

from custodian.domain import uncertainty
from custodian.domain.kpis import Kpi
from custodian.domain.points import Point
from custodian.words import wording

UNSURE = "no sure change"


def change(kpi: Kpi, now: Point, before: Point | None, currency: str) -> str:
    """+9% · +4 pts · no sure change, where the answers cannot tell the difference from chance."""
    if before is None or now.value is None or before.value is None:
        return ""
    if not uncertainty.is_told(kpi, now, before):
        return UNSURE
    return wording.change(kpi.unit, now.value - before.value, before.value, currency)


def change_in_full(kpi: Kpi, now: Point, before: Point, currency: str) -> str:
    """+9 pts, between 2 pts and 16 pts more · no difference that 40 answers could show: between 5 less and 9 more."""
    said = change(kpi, now, before, currency)
    interval = uncertainty.of_change(kpi, now, before)
    if interval is None:
        return f"**{said}**"
    ends = " and ".join(_signed(kpi, end, currency) for end in interval)
    if said == UNSURE:
        return f"**no difference that {counted(kpi, min(now.n, before.n))} could show** (between {ends})"
    return f"**{said}** (between {ends})"


def sentence(kpi: Kpi, point: Point, minimum_n: int, currency: str) -> str:
    """How far the truth may be, and how small a change stays unseen; '' for what is counted whole."""
    if not kpi.margin or not point.n:
        return ""
    only = "Only " if uncertainty.is_small(point) else ""
    if point.value is None:
        return f"Only {counted(kpi, point.n)}: too few for a figure; from {minimum_n} on it is shown."
    if point.low is None or point.high is None:
        return f"{only}{counted(kpi, point.n)}: too few to say how far the truth may be."
    low, high = (wording.value(kpi.unit, end, currency) for end in (point.low, point.high))
    said = f"{only}{counted(kpi, point.n)}: the truth very likely lies between {low} and {high}"
    least = uncertainty.smallest_seen(kpi, point)
    return f"{said}; a change of less than {_size(kpi, least, currency)} cannot be seen." if least else f"{said}."


def counted(kpi: Kpi, n: int) -> str:
    """Of surveys answers, else what the KPI counts, which only its definition can say."""
    return wording.counted(n, "answer" if "survey_answers" in kpi.sources else "case")


def _size(kpi: Kpi, size: float, currency: str) -> str:
    return wording.points(size) if kpi.unit == "percent" else wording.value(kpi.unit, size, currency)


def _signed(kpi: Kpi, difference: float, currency: str) -> str:
    return ("+" if difference > 0 else wording.MINUS) + _size(kpi, abs(difference), currency)

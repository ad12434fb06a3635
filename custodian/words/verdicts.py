"""A verdict as people see it: shape, word, tone and sentence. Direction decides colour here, once for all pages."""

from custodian.domain.judging import Verdict
from custodian.domain.readings import Point, Reading
from custodian.words import wording

SHAPES: dict[Verdict, str] = {
    "real improvement": "▲",
    "real decline": "▼",
    "normal variation": "●",
    "too early": "○",
    "no data": "",
}
LEGEND = [
    "▲▼ a real change: outside what this figure normally does",
    "● normal month-to-month variation",
    "○ too early to say",
    "grey band: natural limits (XmR), in season around last year",
    "±: 95% margin for survey figures",
    "│ a note · ┆ a new definition",
]
TONES: dict[Verdict, str] = {"real improvement": "good", "real decline": "bad"}


def tone(reading: Reading) -> str:
    return TONES.get(reading.verdict, "")


def word(reading: Reading) -> str:
    """The verdict in a word, with its reason where there is none."""
    if reading.verdict == "no data":
        return reading.rule if reading.now.n else "No data in this month"
    if reading.verdict == "too early":
        return "Too early to say" if reading.is_complete else "Too early · month not over"
    return reading.verdict.capitalize()


def sentence(reading: Reading) -> str:
    """What changed, since when, and what makes us sure, for somebody who has no time to read a chart."""
    if reading.verdict == "too early":
        return f"Too early to say: {reading.rule}."
    if reading.verdict == "no data":
        said = word(reading)
        return f"{said}." if reading.rule.lower() in said.lower() else f"{said}: {reading.rule}."
    if reading.verdict == "normal variation":
        return f"Normal variation: the month is within what this figure normally does{_in_season(reading)}."
    what = reading.kpi.better if reading.verdict == "real improvement" else reading.kpi.worse
    since = f" since {wording.month_beside(reading.since, reading.month)}" if reading.since else ""
    return f"{what[:1].upper()}{what[1:]}{since}: {reading.rule}{_in_season(reading)}."


def _in_season(reading: Reading) -> str:
    by = reading.yardstick
    return ", judged against the same month last year" if by and by.against_last_year else ""


def signal_tone(reading: Reading, point: Point) -> str:
    """Above the mean is good only where up is."""
    if point.value is None or point.centre is None:
        return ""
    return "good" if (point.value > point.centre) == (reading.kpi.direction == "up") else "bad"

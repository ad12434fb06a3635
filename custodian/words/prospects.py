"""Where a key result will land, in words: beside its interval always how likely it is to be enough."""

from custodian.domain import forecasts
from custodian.domain.keyresults import Standing
from custodian.domain.prospects import Prospect
from custodian.words import standings, wording

_MISSES = {"very unlikely": "will miss", "unlikely": "likely to miss"}


def says(standing: Standing, prospect: Prospect | None, currency: str) -> str:
    """lands at 33–36% by 31 Dec · will miss: lands at 15–22 h · on course, but likely to miss: lands at 27–34%."""
    path = standings.says(standing, currency)
    if prospect is None or prospect.expected is None or standing.state == "reached":
        return path
    lands = f"lands at {_span(standing, prospect, currency)}"
    miss = _MISSES.get(forecasts.words(prospect.chance))
    begins = {"on course": "on course, but ", "no movement yet": "no movement yet; "}.get(standing.state, "")
    if miss:
        return f"{begins}{miss}: {lands}"
    if standing.state == "behind":
        return f"behind{', but' if prospect.chance >= 0.66 else ':'} {lands} by {day(standing)}"
    if standing.state == "no movement yet":
        return f"no movement yet; {lands} by {day(standing)}"
    return f"{lands} by {day(standing)}"


def chance(standing: Standing, prospect: Prospect | None, currency: str) -> str:
    """very likely to reach 35% · about even whether it reaches 35% · likely to hold; why nothing is foreseen."""
    if prospect is None or prospect.expected is None:
        return prospect.missing if prospect else ""
    words = forecasts.words(prospect.chance)
    if words in _MISSES and standing.state != "reached":
        return ""  # it is said already
    if standing.state == "reached":
        return "about even whether it holds" if words == "about even" else f"{words} to hold until {day(standing)}"
    target = wording.value(standing.kpi.unit, standing.key_result.target, currency)
    return f"about even whether it reaches {target}" if words == "about even" else f"{words} to reach {target}"


def day(standing: Standing) -> str:
    """The last day of the period; with its year where it is another one."""
    last = standing.last_day
    return wording.day(last) if last.year == standing.as_of.year else f"{wording.day(last)} {last.year}"


def _span(standing: Standing, prospect: Prospect, currency: str) -> str:
    assert prospect.expected is not None
    return wording.span(standing.kpi.unit, prospect.expected.low, prospect.expected.high, currency)

"""Where a promise stands, in a shape and a few words."""

from custodian.domain.keyresults import Standing, State
from custodian.words import wording

SHAPES: dict[State, str] = {
    "reached": "▲",
    "on course": "●",
    "behind": "▼",
    "no movement yet": "▼",
    "not begun": "○",
    "no data": "○",
}
TONES: dict[State, str] = {"reached": "good", "on course": "fine", "behind": "bad", "no movement yet": "bad"}


def says(standing: Standing, currency: str) -> str:
    """The state in words: reached in October · behind: should be 62% by now."""
    should_be = wording.value(standing.kpi.unit, standing.should_be, currency)
    if should_be == wording.value(standing.kpi.unit, standing.value, currency):
        # 31.6 % and 32.3 % are both written 32 %: the parts of the way still tell them apart.
        should_be = f"{standing.due:.0%} of the way"
    match standing.state:
        case "reached":
            return f"reached in {standing.reached_in:%B}"
        case "behind" if standing.is_over:
            return f"missed: should have been {should_be} in {wording.month(standing.as_of)}"
        case "behind":
            return f"behind: should be {should_be} by now"
        case "not begun":
            return "judged once its first month is over"
        case "no data":
            return "no figure since it began"
    return standing.state


def late(days: int) -> str:
    if days < 14:
        return f"{wording.counted(days, 'day')} late"
    return f"{wording.counted(days // 7, 'week')} late"

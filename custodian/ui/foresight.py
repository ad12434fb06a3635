"""What is promised and what is expected, drawn onto a KPI's chart: the path as steps, the months ahead as a fan."""

from collections.abc import Mapping, Sequence
from datetime import date

import plotly.graph_objects as go

from custodian.domain import periods
from custodian.domain.landings import Landing
from custodian.domain.readings import Reading
from custodian.ui import theme, wording

FAN = 0.18  # opacity


def end(reading: Reading, targets: Mapping[date, float], landing: Landing | None) -> date:
    """The last month that the chart has to show."""
    ahead = [month for month, _ in landing.months] if landing else []
    return max([reading.month, *ahead, *targets])


def path(figure: go.Figure, targets: Mapping[date, float]) -> None:
    """Each month's target as a step as wide as the month; a month without one leaves a gap."""
    x: list[date | None] = []
    y: list[float | None] = []
    for month, value in sorted(targets.items()):
        if x and periods.shifted(month, -1) not in targets:
            x.append(None)
            y.append(None)
        x += [between(month, -1), between(month, 1)]
        y += [value, value]
    dotted = {"color": theme.INK, "width": 2, "dash": "dot"}
    figure.add_trace(go.Scatter(x=x, y=y, mode="lines", line=dotted, hoverinfo="skip", name="target"))


def fan(figure: go.Figure, reading: Reading, landing: Landing, currency: str) -> None:
    """Where each month ahead will lie, four times in five, from the last figure on; its middle is dashed."""
    if not landing.months:
        return
    color = theme.TEAM[reading.kpi.team]
    months = [month for month, _ in landing.months]
    expected = [one for _, one in landing.months]
    before = periods.shifted(months[0], -1)
    last = next((point.value for point in reading.points if point.month == before), None)
    start = [] if last is None else [(before, last)]
    at = [day for day, _ in start] + months
    low, middle, high = (
        [value for _, value in start] + values
        for values in ([one.low for one in expected], [one.middle for one in expected], [one.high for one in expected])
    )
    figure.add_trace(
        go.Scatter(x=[*at, *reversed(at)], y=[*high, *reversed(low)], fill="toself", fillcolor=_faint(color),
                   line={"width": 0}, mode="lines", hoverinfo="skip", name="forecast interval")
    )  # fmt: skip
    figure.add_trace(
        go.Scatter(x=at, y=middle, mode="lines", line={"color": color, "width": 2, "dash": "dash"}, name="forecast",
                   hovertext=_said(landing, len(start), currency), hoverinfo="text")
    )  # fmt: skip


def labels(targets: Mapping[date, float], landing: Landing | None) -> list[tuple[str, float, str]]:
    """What stands at the right end: name, value and colour of the path's last step and of the forecast's middle."""
    found = [("target", targets[max(targets)], theme.INK)] if targets else []
    if landing and landing.months:
        found.append(("forecast", landing.months[-1][1].middle, theme.TEAM[landing.kpi.team]))
    return found


def between(month: date, by: int) -> date:
    """Halfway to the month before or after: there one month's step ends and the next one's begins."""
    return month + (periods.shifted(month, by) - month) / 2


def _said(landing: Landing, known: int, currency: str) -> list[str]:
    unit = landing.kpi.unit
    ahead: Sequence[str] = [
        f"{wording.month(month)}: {wording.span(unit, one.low, one.high, currency)} expected, four times in five"
        for month, one in landing.months
    ]
    return [""] * known + list(ahead)


def _faint(color: str) -> str:
    red, green, blue = (int(color[at : at + 2], 16) for at in (1, 3, 5))
    return f"rgba({red},{green},{blue},{FAN})"

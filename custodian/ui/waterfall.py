"""A change as a waterfall: from the value before to the value now, one step a member, rate and mix told apart."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

import plotly.graph_objects as go

from custodian.domain import parts
from custodian.domain.parts import Drivers, Part
from custodian.ui import charts, theme
from custodian.words import sharing, wording

MOST = 8  # members; all others are one step more
NAME_LENGTH = 20
ROW, BAR = 52, 0.3  # pixels of a row, height of a bar in it
ROOM_BESIDE = 122  # pixels right of the steps, for what stands beside them: enough on a phone too


@dataclass(frozen=True)
class Step:
    """One bar: in which row, where in it, from where to where, and what stands beside it."""

    row: int
    offset: float
    start: float
    size: float
    says: str
    hover: str


def figure(drivers: Drivers, then: str, now: str, currency: str) -> go.Figure:
    """`then` and `now` name the periods; they are the first and the last row."""
    told = parts.largest([part for part in drivers.parts if part.change or part.rate or part.mix], MOST)
    steps, levels = _steps(drivers, told, currency), _levels(drivers, told)
    rows = [_total(then), *(_row(drivers, part, currency) for part in told), _total(now)]
    ends = [*levels, *(step.start + step.size for step in steps)]
    span = (max(ends) - min(ends)) or 1.0
    drawn = charts.empty(height=24 + ROW * len(rows))
    drawn.add_trace(_bars(drivers, steps))
    drawn.add_trace(_marks(drivers, len(rows) - 1))
    drawn.update_layout(
        margin_r=ROOM_BESIDE,
        annotations=[*_values(drivers, len(rows) - 1, currency), *map(_beside, steps)],
        shapes=[_joint(row, level) for row, level in enumerate(levels)],
        xaxis={"range": [min(ends) - 0.03 * span, max(ends) + 0.01 * span], "showticklabels": False},
        yaxis={"range": [len(rows) - 0.5, -0.5], "tickvals": list(range(len(rows))), "ticktext": rows,
               "showgrid": False, "tickfont": {"size": 14}},
    )  # fmt: skip
    return drawn


def _steps(drivers: Drivers, told: Sequence[Part], currency: str) -> list[Step]:
    steps, level = [], drivers.before
    for row, part in enumerate(told, start=1):
        hover = _hover(drivers, part, currency)
        if part.rate is None or part.mix is None:
            steps.append(Step(row, 0, level, part.change, sharing.STATES[part.state], hover))
        else:
            rate = _amount(drivers, sharing.rate(drivers.kpi), part.rate, currency)
            mix = _amount(drivers, "weight", part.mix, currency)
            steps.append(Step(row, -BAR / 2, level, part.rate, rate, hover))
            steps.append(Step(row, BAR / 2, level + part.rate, part.mix, mix, hover))
        level += part.change
    return steps


def _amount(drivers: Drivers, kind: str, amount: float, currency: str) -> str:
    """“share +5 pts”; nothing of what is too small to be told."""
    said = sharing.signed(drivers.kpi, amount, currency)
    return "" if said == wording.NO_CHANGE else f"{kind} {said}"


def _levels(drivers: Drivers, told: Sequence[Part]) -> list[float]:
    """Before all of them and after each."""
    return list(accumulate((part.change for part in told), initial=drivers.before))


def _bars(drivers: Drivers, steps: Sequence[Step]) -> go.Bar:
    colors = [theme.GOOD if (step.size > 0) == (drivers.kpi.direction == "up") else theme.BAD for step in steps]
    return go.Bar(
        x=[step.size for step in steps], base=[step.start for step in steps], marker_color=colors,
        y=[step.row + step.offset for step in steps], orientation="h", width=BAR * 0.9,
        hovertext=[step.hover for step in steps], hoverinfo="text",
    )  # fmt: skip


def _marks(drivers: Drivers, last_row: int) -> go.Scatter:
    """The values before and now: marks, not bars, as the axis need not begin at zero."""
    mark = {"symbol": "line-ns", "size": 26, "line": {"width": 4, "color": theme.INK}}
    ends = [drivers.before, drivers.now]
    return go.Scatter(x=ends, y=[0, last_row], mode="markers", marker=mark, hoverinfo="skip", cliponaxis=False)


def _values(drivers: Drivers, last_row: int, currency: str) -> list[dict[str, Any]]:
    said = ((0, drivers.before), (last_row, drivers.now))
    return [
        _note(value, row, f"<b>{wording.value(drivers.kpi.unit, value, currency)}</b>", 17, theme.INK)
        for row, value in said
    ]


def _beside(step: Step) -> dict[str, Any]:
    return _note(max(step.start, step.start + step.size), step.row + step.offset, step.says, 14, theme.MUTED)


def _note(x: float, y: float, text: str, size: int, color: str) -> dict[str, Any]:
    font = {"size": size, "color": color}
    return {"x": x, "y": y, "text": text, "xanchor": "left", "xshift": 8, "showarrow": False, "font": font}


def _joint(row: int, level: float) -> dict[str, Any]:
    """A thin line leads from each row to the next at the level reached."""
    ends = {"x0": level, "x1": level, "y0": row, "y1": row + 1}
    return {"type": "line", "layer": "below", "line": {"color": theme.MUTED, "width": 1}, **ends}


def _total(name: str) -> str:
    """A longer period in two lines, so that it fits beside the steps on a phone too."""
    return f"<b>{name.replace('–', f'–{charts.NEW_LINE}') if len(name) > NAME_LENGTH else name}</b>"


def _row(drivers: Drivers, part: Part, currency: str) -> str:
    """Name and sum of a member: “▲ +6 pts, better”."""
    named = wording.plain(sharing.name(drivers, part) if part.member != parts.NOT_GIVEN else "not given", NAME_LENGTH)
    said = sharing.signed(drivers.kpi, part.change, currency)
    if said == wording.NO_CHANGE:
        return f"{named}{charts.NEW_LINE}{said}"
    is_better = (part.change > 0) == (drivers.kpi.direction == "up")
    return (
        f"{named}{charts.NEW_LINE}<b>{'▲' if part.change > 0 else '▼'} {said}</b> {'better' if is_better else 'worse'}"
    )


def _hover(drivers: Drivers, part: Part, currency: str) -> str:
    unit = drivers.kpi.unit
    lines = [sharing.name(drivers, part)]
    if part.member is not None:
        lines.append(f"{wording.value(unit, part.before, currency)} → {wording.value(unit, part.now, currency)}")
    if part.weights:
        lines.append(f"{part.weights[0]:.0%} → {part.weights[1]:.0%} of the total")
    return charts.NEW_LINE.join(lines)

"""Plotly figures for the KPI page. Pure functions: readings in, a figure out; the look comes from theme.

Only the KPI page imports this module: loading Plotly would cost every other page its speed.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from itertools import groupby

import plotly.graph_objects as go

from custodian.domain.kpis import Kpi
from custodian.domain.landings import Landing
from custodian.domain.marks import Mark
from custodian.domain.readings import Point, Reading
from custodian.ui import foresight, theme
from custodian.words import marking, verdicts, wording

LABEL_HEIGHT = 0.075  # of the chart's span
HAPPENINGS_HOVERED = 5

CONFIG = {"displayModeBar": False, "scrollZoom": False}
SHORT_TICK, LETTER = 5, 8.6  # letters of “€1.2M”; pixels of one
SHARES = ("percent",)
_TONES = {"good": (theme.GOOD, "triangle-up"), "bad": (theme.BAD, "triangle-down"), "": (theme.MUTED, "circle")}


def trend(reading: Reading, targets: Mapping[date, float], currency: str, landing: Landing | None = None) -> go.Figure:
    """Every month shown, natural limits as a band, the months a rule marks; the target path and what is foreseen."""
    figure = empty(height=370)
    months = [point.month for point in reading.points]
    _limits(figure, reading)
    marks_on(figure, reading.marks)
    foresight.path(figure, targets)
    if landing:
        foresight.fan(figure, reading, landing, currency)
    _labels(figure, reading, foresight.labels(targets, landing), currency)
    figure.add_trace(_line(reading, currency))
    figure.add_trace(_signals(reading))
    if not reading.is_complete and reading.now.value is not None:
        figure.add_annotation(x=reading.month, y=reading.now.value, text="month not over", yshift=-18, showarrow=False)
    figure.update_xaxes(range=[months[0], foresight.end(reading, targets, landing)], tickformat="%b\n%Y", tickangle=0)
    figure.update_layout(margin={"r": 152 if landing else 118, "b": 44})
    return room_for_ticks(_with_unit(figure, reading.kpi, currency, "y"))


def marks_on(figure: go.Figure, marks: Iterable[Mark]) -> None:
    """An upright line at the month in which something happened, a band over several; a changed definition is dashed.

    What they say stands above the chart (`annotating.strip`): only a browser knows how wide a label is. They lie over
    the band of limits, which would hide them: Plotly draws it above all that spans the whole height.
    """
    for mark in marks:
        if mark.last > mark.first:
            figure.add_vrect(
                x0=mark.first, x1=mark.last, fillcolor=theme.INK, opacity=0.06, line_width=0, layer="above"
            )
        look = {"color": theme.INK, "dash": "dash"} if mark.breaks else {"color": theme.MUTED, "dash": "solid"}
        figure.add_vline(x=mark.first, line={"width": 1.5, **look}, layer="above")


def room_for_ticks(figure: go.Figure) -> go.Figure:
    """A fixed place for the numbers on the left, so that what stands above the chart can stand over its months."""
    figure.update_yaxes(automargin=False)
    sizes = [abs(y) for trace in figure.data for y in (trace.y if trace.y is not None else ()) if y is not None]
    letters = len(f"{max(sizes, default=0):,.0f}") if figure.layout.yaxis.tickformat == ",d" else SHORT_TICK
    figure.update_layout(margin={"l": round(LETTER * max(letters, SHORT_TICK)) + 16})
    return figure


def span(figure: go.Figure) -> tuple[date, date]:
    """The first and the last day of the axis of months."""
    first, last = figure.layout.xaxis.range
    return first, last


def sides(figure: go.Figure) -> tuple[int, int]:
    """Pixels left and right of the months."""
    return figure.layout.margin.l, figure.layout.margin.r


def _line(reading: Reading, currency: str) -> go.Scatter:
    kpi, points = reading.kpi, reading.points
    said = [
        f"{wording.month(point.month)}: {wording.value(kpi.unit, point.value, currency)}"
        + (f"<br>95% interval {interval(kpi, point, currency)}, n = {point.n:,}" if point.low is not None else "")
        + _happened(reading, point.month)
        for point in points
    ]
    spread = None
    if any(point.low is not None for point in points):
        spread = {
            "type": "data", "symmetric": False, "thickness": 1, "width": 0, "color": theme.TEAM[kpi.team],
            "array": [_distance(point.high, point.value) for point in points],
            "arrayminus": [_distance(point.value, point.low) for point in points],
        }  # fmt: skip
    return go.Scatter(
        x=[point.month for point in points], y=[point.value for point in points], mode="lines+markers",
        line={"color": theme.TEAM[kpi.team], "width": 3}, marker={"size": 7}, error_y=spread, connectgaps=False,
        hovertext=said, hoverinfo="text", cliponaxis=False,
    )  # fmt: skip


def _happened(reading: Reading, month: date) -> str:
    known = [one for mark in reading.marks if mark.covers(month) for one in mark.happenings]
    lines = [wording.plain(marking.said(one), most=70) for one in known[:HAPPENINGS_HOVERED]]
    more = [f"and {len(known) - HAPPENINGS_HOVERED} more"] if len(known) > HAPPENINGS_HOVERED else []
    return "".join(f"<br>{line}" for line in [*lines, *more])


def _signals(reading: Reading) -> go.Scatter:
    marked = [point for point in reading.points if point.is_signal]
    looks = [_TONES[verdicts.signal_tone(reading, point)] for point in marked]
    return go.Scatter(
        x=[point.month for point in marked], y=[point.value for point in marked], mode="markers", hoverinfo="skip",
        marker={"size": 14, "color": [color for color, _ in looks], "symbol": [shape for _, shape in looks]},
        cliponaxis=False,
    )  # fmt: skip


def _limits(figure: go.Figure, reading: Reading) -> None:
    """Band and mean month by month: they step where somebody set them anew, or follow the year before."""
    for lines, run in groupby(reading.points, key=_lines):
        if lines is None:
            continue
        lower, centre, upper = lines
        months = [point.month for point in run]
        across = {"x0": foresight.between(months[0], -1), "x1": foresight.between(months[-1], 1), "layer": "below"}
        figure.add_shape(type="rect", y0=lower, y1=upper, fillcolor=theme.BAND, line_width=0, **across)
        figure.add_shape(type="line", y0=centre, y1=centre, line={"color": theme.MUTED, "width": 1}, **across)
    ends = [end for point in reading.points for end in (point.lower_limit, point.upper_limit) if end is not None]
    # What is only a shape does not count in the chart's range: without this the band could lie outside it.
    unseen = {"mode": "markers", "marker": {"opacity": 0}, "hoverinfo": "skip"}
    if ends:
        figure.add_trace(go.Scatter(x=[reading.month] * 2, y=[min(ends), max(ends)], **unseen))
    _resets(figure, reading)


def _resets(figure: go.Figure, reading: Reading) -> None:
    """Where somebody set the limits anew, and why."""
    for reset in reading.resets:
        if reading.points[0].month <= reset.first_month <= reading.points[-1].month:
            begin, dashed = foresight.between(reset.first_month, -1), {"color": theme.MUTED, "width": 1, "dash": "dash"}
            figure.add_vline(begin, line=dashed)
            figure.add_annotation(
                x=begin, y=1, yref="paper", text=f"limits set anew: {wording.plain(reset.reason, most=36)}",
                xanchor="right", xshift=-6, showarrow=False, font={"color": theme.MUTED, "size": 14},
            )  # fmt: skip


def _lines(point: Point) -> tuple[float, float, float] | None:
    if point.lower_limit is None or point.centre is None or point.upper_limit is None:
        return None
    return point.lower_limit, point.centre, point.upper_limit


def _labels(figure: go.Figure, reading: Reading, ahead: list[tuple[str, float, str]], currency: str) -> None:
    """What the lines say at their right ends, moved apart where two would cover each other: by a share of all drawn."""
    named = (
        ("limit", reading.now.upper_limit, theme.MUTED),
        ("mean", reading.now.centre, theme.MUTED),
        ("limit", reading.now.lower_limit, theme.MUTED),
        *ahead,
    )
    known = sorted(((value, name, color) for name, value, color in named if value is not None), reverse=True)
    ends = [end for point in reading.points for end in (point.value, point.low, point.high) if end is not None]
    values = [*ends, *(y for trace in figure.data for y in trace.y if y is not None)]
    apart = LABEL_HEIGHT * (max(values, default=0.0) - min(values, default=0.0))
    y = float("inf")
    for value, name, color in known:
        y = min(value, y - apart)
        text = f"{name} {wording.value(reading.kpi.unit, value, currency)}"
        figure.add_annotation(
            x=1,
            xref="paper",
            y=y,
            text=f"<b>{text}</b>" if (name, value, color) in ahead else text,
            xanchor="left",
            xshift=14,
            showarrow=False,
            font={"color": color, "size": 14},
        )


def interval(kpi: Kpi, point: Point, currency: str) -> str:
    low, high = (wording.value(kpi.unit, end, currency) for end in (point.low, point.high))
    return f"{low} to {high}"


def _distance(upper: float | None, lower: float | None) -> float:
    return 0.0 if upper is None or lower is None else upper - lower


def empty(height: int) -> go.Figure:
    # All of it at once: every update of a figure that is already there takes longer than making it.
    # Plotly's own template is 7 kB that every visitor's browser would read and work out, to be told otherwise here.
    layout = go.Layout(
        template=go.layout.Template(),
        height=height, margin={"l": 8, "r": 8, "t": 16, "b": 8}, showlegend=False, hovermode="closest", dragmode=False,
        paper_bgcolor=theme.CARD, plot_bgcolor=theme.CARD,
        font={"family": theme.FONT, "size": 15, "color": theme.INK}, hoverlabel={"font": {"size": 15}},
        xaxis={"gridcolor": theme.LINE, "zeroline": False, "showgrid": False, "fixedrange": True},
        yaxis={"gridcolor": theme.LINE, "zeroline": False, "fixedrange": True, "automargin": True},
    )  # fmt: skip
    return go.Figure(layout=layout)


def _with_unit(figure: go.Figure, kpi: Kpi, currency: str, axis: str) -> go.Figure:
    if kpi.unit == "count":
        figure.update_layout({f"{axis}axis_tickformat": ",d"})
    if kpi.unit in SHARES:
        figure.update_layout({f"{axis}axis_tickformat": ".0%"})
    if kpi.unit in ("money", "money_per_day"):
        figure.update_layout({f"{axis}axis_tickprefix": wording.symbol(currency), f"{axis}axis_tickformat": "~s"})
    return figure

"""A KPI's months as a chart of PowerPoint's own: every number can be seen and changed there."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from custodian.domain import periods
from custodian.domain.kpis import Unit
from custodian.domain.packs import Pack
from custodian.domain.readings import Point, Reading
from custodian.reports.decks import Box
from custodian.words import colours, verdicts, wording

if TYPE_CHECKING:
    from pptx.chart.chart import Chart
    from pptx.slide import Slide

SMALL = 10  # points

Series = tuple[str, list[float | None], str, str, float]  # name, a value for each month, colour, dash, width in points


def on(slide: "Slide", pack: Pack, reading: Reading, box: Box, spoken: str) -> None:
    from pptx.chart.data import CategoryChartData
    from pptx.enum.chart import XL_CHART_TYPE

    months = _months(pack, reading)
    every = _series(pack, reading, months)
    held = CategoryChartData(number_format=form(reading.kpi.unit, pack.currency))
    held.categories = months
    for name, values, *_ in every:
        held.add_series(name, values)
    place = (box.left, box.top, box.width, box.height)
    frame = slide.shapes.add_chart(XL_CHART_TYPE.LINE, *place, held)
    frame._element.nvGraphicFramePr.cNvPr.set("descr", spoken)
    frame.name = reading.kpi.title
    _look(frame.chart, every, form(reading.kpi.unit, pack.currency))
    _mark(frame.chart, reading)


def form(unit: Unit, currency: str) -> str:
    """As spreadsheets write it."""
    money = f'"{wording.symbol(currency)}"#,##0'
    forms: dict[Unit, str] = {"money": money, "money_per_day": money, "percent": "0%", "rating": "0.0"}
    return forms.get(unit, "#,##0")


def _months(pack: Pack, reading: Reading) -> list[date]:
    landing, path = pack.landings[reading.kpi.key], pack.paths.get(reading.kpi.key, {})
    last = max([reading.month, *(month for month, _ in landing.months), *path])
    return list(periods.months(reading.points[0].month, last))


def _series(pack: Pack, reading: Reading, months: Sequence[date]) -> list[Series]:
    """Those that have a value at all."""
    points = {point.month: point for point in reading.points}
    path = pack.paths.get(reading.kpi.key, {})
    ahead: dict[date, float | None] = {month: one.middle for month, one in pack.landings[reading.kpi.key].months}
    if ahead:  # it goes on from the last figure
        before = periods.shifted(min(ahead), -1)
        ahead |= {before: points[before].value} if before in points and points[before].value is not None else {}

    def of(name: str) -> list[float | None]:
        return [getattr(points.get(month), name, None) for month in months]

    team = colours.TEAM[reading.kpi.team]
    every: list[Series] = [
        (reading.kpi.title, of("value"), team, "solid", 2.5),
        ("Natural limit, high", of("upper_limit"), colours.MUTED, "solid", 0.75),
        ("Mean", of("centre"), colours.MUTED, "dash", 0.75),
        ("Natural limit, low", of("lower_limit"), colours.MUTED, "solid", 0.75),
        ("Target", [path.get(month) for month in months], colours.INK, "dot", 1.5),
        ("Forecast", [ahead.get(month) for month in months], team, "dash", 1.5),
    ]
    return [one for one in every if any(value is not None for value in one[1])]


def _look(chart: "Chart", every: Sequence[Series], form: str) -> None:
    from pptx.dml.color import RGBColor
    from pptx.enum.chart import XL_LEGEND_POSITION
    from pptx.enum.dml import MSO_LINE
    from pptx.util import Pt

    dashes = {"solid": MSO_LINE.SOLID, "dash": MSO_LINE.DASH, "dot": MSO_LINE.ROUND_DOT}
    chart.font.size = Pt(SMALL)
    chart.has_title, chart.has_legend = False, True
    chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
    for series, (_, _, tint, dash, points) in zip(chart.plots[0].series, every, strict=True):
        line = series.format.line
        line.color.rgb, line.width, line.dash_style = RGBColor.from_string(tint[1:].upper()), Pt(points), dashes[dash]
        series.smooth = False
    chart.value_axis.tick_labels.number_format, chart.value_axis.tick_labels.number_format_is_linked = form, False
    chart.value_axis.major_gridlines.format.line.color.rgb = RGBColor.from_string(colours.LINE[1:].upper())
    chart.value_axis.format.line.fill.background()
    chart.category_axis.tick_labels.number_format = "mmm yyyy"
    chart.category_axis.tick_labels.number_format_is_linked = False


def _mark(chart: "Chart", reading: Reading) -> None:
    """The months that a rule marks, by shape and colour: a triangle is better, a diamond worse."""
    from pptx.dml.color import RGBColor
    from pptx.enum.chart import XL_MARKER_STYLE

    looks = {"good": (XL_MARKER_STYLE.TRIANGLE, colours.GOOD), "bad": (XL_MARKER_STYLE.DIAMOND, colours.BAD)}
    marked: list[tuple[int, Point]] = [(at, one) for at, one in enumerate(reading.points) if one.is_signal]
    for at, point in marked:
        if look := looks.get(verdicts.signal_tone(reading, point)):
            marker: Any = chart.plots[0].series[0].points[at].marker
            marker.style, marker.size = look[0], 9
            marker.format.fill.solid()
            marker.format.fill.fore_color.rgb = RGBColor.from_string(look[1][1:].upper())

"""Everything about one KPI: what happened, is it real, what is behind it, what should it be."""

import streamlit as st

from custodian.domain import periods
from custodian.domain.kpis import Kpi
from custodian.domain.readings import Reading
from custodian.ui import annotating, charts, facts, filters, frame, readings, splits
from custodian.ui.facts import Card
from custodian.ui.filters import Chosen
from custodian.words import comparison, courses, figures, samples, verdicts, wording

ROWS_SHOWN = 1_000
ROWS_IN_CSV = 1_000_000
MEMBERS_SHOWN = 12


def choose() -> Kpi:
    """The KPI that the URL names; an unknown one is said to be unknown, and the first is shown."""
    catalogue = readings.catalogue()
    wish = filters.asked("key")
    if wish and wish not in catalogue:
        st.warning(f"Expected the name of a figure in the address, found “{wording.literal(wish)}”. Choose one here.")
    titles = {key: kpi.title for key, kpi in catalogue.items()}
    return catalogue[filters.choose_one("key", titles, next(iter(catalogue)), "Figure")]


def headline(reading: Reading) -> None:
    frame.headline(figures.heading(reading, readings.currency()), figures.verdict(reading))


def trend(reading: Reading) -> None:
    if not figures.is_known(reading):
        st.info(f"Nothing to draw yet. {readings.filled_by(reading.kpi)}")
        return
    # The first forecast of a process waits for its library; the rest of the page does not wait with it.
    st.fragment(_trend, parallel=True)(reading)


def _trend(reading: Reading) -> None:
    currency = readings.currency()
    course = readings.courses({reading.kpi.key: reading})[reading.kpi.key]
    targets = readings.target_path(reading.kpi, reading.points[0].month, course.year.last_day)
    landing = readings.landing(course)
    figure = charts.trend(reading, targets, currency, landing)
    with st.container(key="trend", border=True, gap=None):
        annotating.strip(annotating.placed(reading.marks, charts.span(figure)), *charts.sides(figure))
        st.plotly_chart(figure, theme=None, config=charts.CONFIG, key="trend_chart", alt=verdicts.sentence(reading))
        lines = [f"**{wording.literal(courses.landing(landing, course, currency))}**"]
        lines += [wording.literal(courses.how(landing))] if landing.expected else []
        st.markdown("  \n".join(lines))


def figure(reading: Reading, chosen: Chosen) -> Card:
    """In a few lines: changes, interval, target, the other voice."""
    kpi, currency = reading.kpi, readings.currency()
    verdict = f"{verdicts.SHAPES[reading.verdict]} {comparison.of_the_month(reading, verdicts.word(reading))}"
    lines = [facts.strong(verdict.strip())]
    every = readings.compared(kpi, chosen).items()
    changes = [comparison.line(kpi, compare, found, reading.month, currency) for compare, found in every]
    lines += [facts.of_markdown(change) for change in changes if change]
    if sure := samples.sentence(kpi, reading.figure, readings.in_force().minimum_n, currency):
        lines.append(facts.plain(sure))
    if reading.beside is not None:
        ours = wording.value(reading.beside.kpi.unit, reading.beside.figure.value, currency)
        lines.append([(f"{reading.beside.kpi.title}: ", False), (ours, True)])
    target = comparison.of_the_month(reading, figures.target(reading, currency) or "No target yet")
    return Card([*lines, facts.plain(target)])


def split(reading: Reading) -> str:
    """The members of one split as bars; which split is the visitor's choice. Return it, '' where there is none."""
    kpi, beside = reading.kpi, reading.comparison
    if not kpi.splits or not beside or not figures.is_known(reading):
        return ""
    with st.container(key="split", border=True):
        names = {name: wording.split(name) for name in kpi.splits}
        chosen = filters.choose_one("by", names, kpi.splits[0], f"{kpi.title} by")
        now, before = readings.members(kpi, chosen, beside.now, beside.before)
        if not now:
            st.markdown(f"No data in {wording.period(beside.now, reading.month)}.")
            return chosen
        when = wording.period(beside.before, reading.month)
        splits.draw(kpi, now[:MEMBERS_SHOWN], dict(before), when, readings.currency())
        st.markdown(f"Beside each value: its change on {when}.")
        if len(now) > MEMBERS_SHOWN:
            st.markdown(f"The {MEMBERS_SHOWN} greatest of {len(now)} are shown.")
    return chosen


def rows(reading: Reading) -> None:
    """The rows behind, read only when somebody asks: in a big ledger they are many."""
    kpi, period = reading.kpi, comparison.of_figure(reading)
    if not figures.is_known(reading):
        return
    if not st.toggle(f"Show the rows behind {periods.name(period)}, each with its file and line", key="show_rows"):
        return
    found = readings.rows_behind(kpi, period, ROWS_SHOWN)
    if found.is_empty():
        st.markdown(f"No row of a file stands behind {periods.name(period)}.")
        return
    more = " (the first of more)" if found.height == ROWS_SHOWN else ""
    st.markdown(f"**{wording.counted(found.height, 'row')}**{more}")
    st.dataframe(found, hide_index=True, height=360)
    st.download_button(
        "Download all rows as CSV",
        data=lambda: readings.rows_for_spreadsheets(kpi, period, ROWS_IN_CSV),
        file_name=f"{kpi.key}_{period.first_day}_{period.last_day}.csv",
        mime="text/csv",
        on_click="ignore",
    )

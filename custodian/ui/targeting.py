"""The Targets page: how the figures go along their paths, and every way to write one."""

from collections.abc import Iterable, Mapping

import streamlit as st

from custodian.domain import compared, targets
from custodian.domain.courses import Course
from custodian.domain.periods import Period
from custodian.ui import filters, frame, readings, target_grid, target_ways
from custodian.ui.filters import Chosen
from custodian.words import courses

WAYS = {
    "path": "See the paths",
    "cells": "Change cells",
    "year": "Spread a year's figure",
    "file": "Load a file or paste",
    "past": "Decided so far",
}


def draw(chosen: Chosen) -> None:
    every = readings.courses(readings.every(chosen))
    headline = st.container()
    with st.container(key="targets_top", horizontal=True, vertical_alignment="bottom"):
        with readings.cursor() as cursor:
            year = target_grid.year(chosen.month, compared.fiscal_year_starts(cursor))
            known = targets.paths(cursor, readings.catalogue(), year)
        way = filters.choose_segment("way", WAYS, "path" if known else "cells", "What to do with the targets")
        by = filters.signature() if way not in ("path", "past") else ""
    is_this_year = all(course.year == year for course in every.values())
    with headline:
        named = courses.named(year)
        found = finding(every.values()) if is_this_year else f"The targets of fiscal year {named}"
        frame.headline(found, below(len(known), named))
    if way == "file":
        target_ways.load(by)
    elif way in ("year", "past"):
        _of_one(way, year, every, by)
    if way == "cells":
        target_grid.draw(year, known, every if is_this_year else {}, by)
    else:
        target_grid.show(year, known, every if is_this_year else {}, is_alone=way == "path")


def _of_one(way: str, year: Period, every: Mapping[str, Course], by: str) -> None:
    titles = {key: kpi.title for key, kpi in readings.catalogue().items()}
    kpi = readings.catalogue()[filters.choose_one("key", titles, next(iter(titles)), "Figure")]
    if way == "year":
        target_ways.spread(kpi, year, every, by)
    else:
        target_ways.past(kpi, year)


def finding(every: Iterable[Course]) -> str:
    """3 of 15 figures with a target are behind their path."""
    judged = [against for course in every if (against := course.to_date or course.in_month)]
    if not judged:
        return "No figure has a target to be held against yet"
    behind = sum(against.state == "behind" for against in judged)
    if not behind:
        return f"All {len(judged)} figures with a target are on their path or ahead"
    are_behind = "is behind its path" if behind == 1 else "are behind their path"
    return f"{behind} of {len(judged)} figures with a target {are_behind}"


def below(figures: int, year: str) -> str:
    return f"Fiscal year {year} · {figures} figures have a target · on path: within what the figure varies by itself"

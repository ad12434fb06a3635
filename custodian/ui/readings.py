"""The one place where the screen meets the warehouse, and the only one that caches."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date

import duckdb
import streamlit as st

from custodian import settings
from custodian.domain import freshness, headline, kpis, readings
from custodian.domain.freshness import Freshness
from custodian.domain.kpis import Kpi
from custodian.domain.readings import Reading
from custodian.settings import Settings
from custodian.ui.filters import Chosen
from custodian.warehouse import catalogues, tables
from custodian.warehouse.catalogues import Warehouse


@st.cache_resource(show_spinner=False)
def _opened(chosen: Settings) -> Warehouse:
    return catalogues.open_warehouse(chosen)


def in_force() -> Settings:
    return settings.load()


def warehouse() -> Warehouse:
    return _opened(in_force())


@contextmanager
def cursor() -> Iterator[duckdb.DuckDBPyConnection]:
    with warehouse().reading() as reading:
        yield reading


def today() -> date:
    """The clock of the whole app."""
    return date.today()


def currency() -> str:
    return in_force().currency


def catalogue() -> dict[str, Kpi]:
    return kpis.catalogue()


def of(keys: Iterable[str], chosen: Chosen) -> dict[str, Reading]:
    with cursor() as reading:
        return readings.of(reading, keys, chosen.month, chosen.compare, today())


def every(chosen: Chosen) -> dict[str, Reading]:
    return of(catalogue(), chosen)


def finding(every: Mapping[str, Reading]) -> str:
    return headline.headline(every.values())


def summary(every: Mapping[str, Reading]) -> str:
    return headline.summary(every.values())


def real_changes(every: Mapping[str, Reading]) -> list[Reading]:
    return headline.real_changes(every.values())


def months() -> list[date]:
    with cursor() as reading:
        return readings.months(reading)


def default_month() -> date | None:
    with cursor() as reading:
        return readings.default_month(reading, today())


def fresh() -> Freshness:
    with cursor() as reading:
        return freshness.of(reading, today())


def filled_by(kpi: Kpi) -> str:
    """Which exports would bring this KPI its data, as a sentence."""
    wanted = [tables.declared()[source].title.lower() for source in kpi.sources]
    return f"An export with {' and '.join(wanted)} fills it: drop it on Import."

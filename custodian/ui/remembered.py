"""The door of the screens to the warehouse, their clock, and what they remember between two visits."""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from functools import lru_cache
from threading import RLock
from typing import Any, TypeVar, cast

import duckdb

from custodian import settings
from custodian.domain import house
from custodian.settings import Settings
from custodian.warehouse import catalogues, queries
from custodian.warehouse.catalogues import Warehouse

_T = TypeVar("_T")


def in_force() -> Settings:
    return settings.load()


def warehouse() -> Warehouse:
    return house.open_once(in_force(), datetime.now())


@contextmanager
def cursor() -> Iterator[duckdb.DuckDBPyConnection]:
    with warehouse().reading() as reading:
        yield reading


def today() -> date:
    """The clock of the whole app."""
    return date.today()


def now() -> datetime:
    return datetime.now()


def once(work: Callable[..., _T], *asked: Hashable) -> _T:
    """What `work` finds for what is asked, given a cursor: worked out once for each state of the ledger."""
    return cast(_T, once_in(state(), work, *asked))


def state() -> str:
    """Another text whenever the ledger, or what it is counted with, is another."""
    used = in_force()
    held = _held() if catalogues.is_shared(used.ledger_place) else _held_after(warehouse().state)
    decisive = (*house.DECISIVE, "minimum_n", "fiscal_year_starts")
    return f"{used.ledger_place} {held} {[getattr(used, name) for name in decisive]}"


@lru_cache(maxsize=64)
def _held_after(_write: int) -> str:
    """Where no other process writes, what is held is another only after a write of our own."""
    return _held()


def _held() -> str:
    with cursor() as reading:
        return str(queries.run(reading, "pages/ledger_state").item())


@lru_cache(maxsize=4096)
def once_in(_state: str, work: Callable[..., Any], *asked: Hashable) -> Any:  # noqa: ANN401
    """As `once`, for a state that was asked before."""
    with cursor() as reading:
        return work(reading, *asked)


def elsewhere() -> str:
    """Another text whenever something is written where another process may write too; '' where none may.

    Nothing in the records is changed without a row of its own, so counting them is enough.
    """
    used = in_force()
    if not (catalogues.is_shared(used.ledger_place) or catalogues.is_shared(used.records_place)):
        return ""
    with cursor() as reading:
        tables = queries.run(reading, "pages/records_tables")["table_name"]
        counted = [queries.fetch(reading, queries.naming("pages/rows_of", table=table)).item() for table in tables]
    return f"{_held()} {counted}"


def until_written(work: Callable[..., _T], *asked: Hashable) -> _T:
    """What `work` finds for what is asked, given a cursor: worked out once until somebody writes anything.

    Where another process may write too it is worked out each time.
    """
    used = in_force()
    if catalogues.is_shared(used.ledger_place) or catalogues.is_shared(used.records_place):
        with cursor() as reading:
            return work(reading, *asked)
    with _turn(work, *asked):
        return cast(_T, _once_written(used, warehouse().state, work, *asked))


@lru_cache(maxsize=512)
def _turn(_work: Callable[..., Any], *_asked: Hashable) -> RLock:
    """Of fifty pages that ask the same after a write, one works it out and the others wait for what it finds."""
    return RLock()


@lru_cache(maxsize=512)
def _once_written(_used: Settings, _write: int, work: Callable[..., Any], *asked: Hashable) -> Any:  # noqa: ANN401
    with cursor() as reading:
        return work(reading, *asked)

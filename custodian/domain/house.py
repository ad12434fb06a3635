"""The one door to the warehouse in a process: app, HTTP routes and commands share what was opened once."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from threading import Lock

from custodian.domain import computations, journeys, measures
from custodian.settings import Settings
from custodian.warehouse import catalogues, queries, tables
from custodian.warehouse.catalogues import Warehouse

COUNTED_WITH = "settings"  # under this name the ledger keeps what its KPIs were computed with
COUNTED_BY = ("journey", "kpis", "measures", "session", "views")
DECISIVE = ("brand_terms", "marketing_sources", "currency", "country", "subdivision", "opens", "closes")

_opened: dict[tuple[str, str], Warehouse] = {}
_door = Lock()


def open_once(settings: Settings, at: datetime | None = None) -> Warehouse:
    """The warehouse of these settings. A DuckDB file can be opened by one process, and there only once.

    Opened `at` a moment, what an update of Custodian changed in the KPIs is noted as seen then.
    """
    place = (settings.ledger_place, settings.records_place)
    with _door:
        if place not in _opened:
            opened = catalogues.open_warehouse(settings)
            count_with(opened, settings)
            if at:
                computations.notice(opened, at)
            _opened[place] = opened
        return _opened[place]


@contextmanager
def shut(settings: Settings) -> Iterator[None]:
    """Within, the files are given back and nobody opens them again: to put others in their place."""
    with _door:
        if warehouse := _opened.pop((settings.ledger_place, settings.records_place), None):
            warehouse.close()
        yield


def close(settings: Settings) -> None:
    """Give the files back, so that another process can open them."""
    with shut(settings):
        pass


def count_with(warehouse: Warehouse, settings: Settings) -> None:
    """Compute the kept months anew where they were computed with other settings (a brand term more finds more), or by
    the queries of another version."""
    decisive = {name: getattr(settings, name) for name in DECISIVE}
    now = json.dumps(decisive | {"queries": queries.fingerprint(*COUNTED_BY)})
    with warehouse.reading() as cursor:
        before = queries.run(cursor, "imports/state", name=COUNTED_WITH)
    if not before.is_empty() and before.item() == now:
        return
    with warehouse.writing() as cursor:
        queries.do(cursor, "imports/forget_state", name=COUNTED_WITH)
        queries.do(cursor, "imports/set_state", name=COUNTED_WITH, value=now)
        if not before.is_empty():
            measures.keep(cursor, set(tables.declared()), None)
            journeys.keep(cursor)

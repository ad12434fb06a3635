"""The one door to the warehouse in a process: app, HTTP routes and commands share what was opened once."""

from threading import Lock

from custodian.settings import Settings
from custodian.warehouse import catalogues
from custodian.warehouse.catalogues import Warehouse

_opened: dict[tuple[str, str], Warehouse] = {}
_door = Lock()


def open_once(settings: Settings) -> Warehouse:
    """The warehouse of these settings. A DuckDB file can be opened by one process, and there only once."""
    place = (settings.ledger_place, settings.records_place)
    with _door:
        if place not in _opened:
            _opened[place] = catalogues.open_warehouse(settings)
        return _opened[place]


def close(settings: Settings) -> None:
    """Give the files back, so that another process can open them."""
    with _door:
        warehouse = _opened.pop((settings.ledger_place, settings.records_place), None)
    if warehouse:
        warehouse.close()

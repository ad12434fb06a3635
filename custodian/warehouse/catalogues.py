"""The two catalogues, ledger and records, attached to one DuckDB: opened, migrated, read and written."""

import itertools
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from custodian.settings import Settings
from custodian.warehouse import company, queries

CATALOGUES = ("ledger", "records")
MEMORY_FOR_DUCKDB = "1GB"
STORAGE = "v1.5.0"  # of files made anew: names that repeat are written in two thirds of the time


_STATES = itertools.count()


class CatalogueTooNew(ValueError):
    """The file was written by a newer Custodian."""


class CatalogueInUse(RuntimeError):
    """Another process holds the file."""


class Warehouse:
    """One DuckDB with both catalogues attached. Readers take a cursor each; writers take turns."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection
        self._turn = threading.RLock()
        self.state = next(_STATES)  # another number after each write through this process

    @contextmanager
    def reading(self) -> Iterator[duckdb.DuckDBPyConnection]:
        # A DuckDB connection is not thread-safe and Streamlit serves every visitor from a thread of his own.
        cursor = self._connection.cursor()
        try:
            yield cursor
        finally:
            cursor.close()

    @contextmanager
    def writing(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """One transaction, all of it or nothing. It may write to one catalogue only."""
        with self._turn, self.reading() as cursor:
            cursor.begin()
            try:
                yield cursor
            except BaseException:
                cursor.rollback()
                raise
            cursor.commit()
            self.state = next(_STATES)

    @contextmanager
    def standing_still(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """Within, nothing is written through this process: what is read at several places belongs together."""
        with self._turn, self.reading() as cursor:
            yield cursor

    def follow(self, settings: Settings) -> None:
        """Let SQL know the settings in force: when the sample company comes or goes, or somebody changes them."""
        with self._turn:
            company.describe(self._connection, settings)

    def use(self, cores: int) -> None:
        """Leave the other cores to whoever else is served."""
        with self._turn:
            queries.do(self._connection, "session/cores", cores=cores)

    def settle(self) -> None:
        """Bring the records into their file and empty the log beside it, in which single writes could be read."""
        with self._turn, self.reading() as cursor:
            if queries.run(cursor, "session/records_are_embedded").item():
                queries.do(cursor, "session/settle_records")

    def close(self) -> None:
        self._connection.close()


def open_warehouse(settings: Settings) -> Warehouse:
    """Attach both catalogues, bring older ones up to date, create the shared views.

    Raises CatalogueTooNew or CatalogueInUse, each a sentence for the person.
    """
    # Without a place of its own DuckDB writes what does not fit into memory beside whoever called us.
    spill = {"temp_directory": str(settings.data / ".spill")}
    ours = {"memory_limit": MEMORY_FOR_DUCKDB, "storage_compatibility_version": STORAGE}
    cores = {"threads": str(settings.cores)} if settings.cores else {}
    connection = duckdb.connect(config={**ours, **spill, **cores})
    for catalogue, place in zip(CATALOGUES, (settings.ledger_place, settings.records_place), strict=True):
        _attach(connection, catalogue, place)
        _migrate(connection, catalogue, place)
    company.describe(connection, settings)
    for name in queries.names("views"):
        connection.execute(queries.text(name))
    return Warehouse(connection)


def is_shared(place: str) -> bool:
    """May other processes write to it, too?"""
    return "://" in place or place.startswith(("ducklake:", "postgres:"))


def copy(cursor: duckdb.DuckDBPyConnection, catalogue: str, place: Path) -> None:
    """A catalogue as it stands, into a new file. To copy the open file itself would let go of its lock."""
    cursor.execute(queries.text("schema/attach_copy").replace("{place}", str(place).replace("'", "''")))
    try:
        cursor.execute(queries.naming("schema/copy", catalogue=catalogue))
    finally:
        queries.do(cursor, "schema/detach_copy")


def newest(catalogue: str) -> int:
    """The version that this Custodian writes."""
    return len(queries.names(f"schema/{catalogue}"))


def refuse_in_use(place: Path) -> None:
    """Raises CatalogueInUse where another process holds the file. A damaged one is nobody's."""
    try:
        if place.exists():
            duckdb.connect(place, read_only=True).close()
    except duckdb.Error as fault:
        if "lock" in str(fault):
            raise _in_use(str(place)) from fault


def _in_use(place: str) -> CatalogueInUse:
    return CatalogueInUse(
        f"Another Custodian is working with {place}. Expected to be the only one; close it, or let it do the work."
    )


def _attach(connection: duckdb.DuckDBPyConnection, catalogue: str, place: str) -> None:
    if place != ":memory:" and not is_shared(place):
        Path(place).parent.mkdir(parents=True, exist_ok=True)
    statement = queries.naming("schema/attach", catalogue=catalogue).replace("{place}", place.replace("'", "''"))
    try:
        connection.execute(statement)
    except duckdb.IOException as fault:
        if "lock" not in str(fault):
            raise
        raise _in_use(place) from fault


def _migrate(connection: duckdb.DuckDBPyConnection, catalogue: str, place: str) -> None:
    queries.do(connection, f"schema/{catalogue}")
    version: int = queries.run(connection, f"schema/{catalogue}_version").item()
    migrations = queries.names(f"schema/{catalogue}")
    if version > len(migrations):
        raise CatalogueTooNew(
            f"{place} was written by a newer Custodian (version {version}); this one knows up to {len(migrations)}. "
            "Update Custodian, or open a copy made before the update. Nothing was changed."
        )
    if version == len(migrations):
        return
    connection.begin()
    for number, name in enumerate(migrations[version:], start=version + 1):
        queries.do(connection, name)
        queries.do(connection, f"schema/{catalogue}_migrated", number=number, name=Path(name).stem)
    connection.commit()

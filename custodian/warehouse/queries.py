"""Run the .sql files of queries/ by name."""

import re
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import duckdb
import polars as pl

QUERIES = Path(__file__).parents[2] / "queries"
_LIST = r"[a-z_][a-z0-9_.]*(, [a-z_][a-z0-9_.]*)*"
_IDENTIFIERS = re.compile(rf"{_LIST}|\({_LIST}\)(, \({_LIST}\))*")


@cache
def text(name: str) -> str:
    return (QUERIES / f"{name}.sql").read_text("utf-8")


def names(folder: str) -> list[str]:
    return sorted(f"{folder}/{path.stem}" for path in (QUERIES / folder).glob("*.sql"))


@cache
def fingerprint(*folders: str) -> str:
    """Another one as soon as a query of these folders reads differently."""
    return sha256("\0".join(text(name) for folder in folders for name in names(folder)).encode()).hexdigest()


def naming(name: str, /, **identifiers: str) -> str:
    """A query written for any table: `{table}` and the like stand for identifiers, never for values."""
    written = text(name)
    for placeholder, identifier in identifiers.items():
        if not _IDENTIFIERS.fullmatch(identifier):
            raise ValueError(f"{identifier!r} is no list of identifiers")
        written = written.replace("{" + placeholder + "}", identifier)
    return written


def around(name: str, /, inner: str, **identifiers: str) -> str:
    """A query written around another statement of queries/, which stands for its `{facts}`."""
    return naming(name, **identifiers).replace("{facts}", inner.strip().rstrip(";"))


def fetch(cursor: duckdb.DuckDBPyConnection, statement: str, /, **values: Any) -> pl.DataFrame:  # noqa: ANN401
    return cursor.execute(statement, values or None).pl()


def run(cursor: duckdb.DuckDBPyConnection, name: str, /, **values: Any) -> pl.DataFrame:  # noqa: ANN401
    return fetch(cursor, text(name), **values)


def do(cursor: duckdb.DuckDBPyConnection, name: str, /, **values: Any) -> None:  # noqa: ANN401
    cursor.execute(text(name), values or None)

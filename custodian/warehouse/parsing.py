"""A statement of queries/ as DuckDB's own parser reads it, for whoever must know what it reads. Runs nothing."""

import json
import re
from functools import cache
from typing import Any

import duckdb

from custodian.warehouse import queries

Node = dict[str, Any]
_VIEW = re.compile(r"\bcreate or replace view \w+ as\b")


@cache
def parsed(name: str) -> Node:
    """The tree of the outermost select of a statement or view, under the names of DuckDB's json_serialize_sql."""
    with _parser().cursor() as cursor:
        written: str = queries.run(cursor, "lineage/parsed", statement=_VIEW.sub("", queries.text(name))).item()
    tree: Node = json.loads(written)
    if tree["error"]:
        raise ValueError(f"queries/{name}.sql cannot be parsed: {tree['error_message']}")
    root: Node = tree["statements"][0]["node"]
    return root


@cache
def _parser() -> duckdb.DuckDBPyConnection:
    """With no data behind it: opening one takes longer than parsing with it."""
    return duckdb.connect()

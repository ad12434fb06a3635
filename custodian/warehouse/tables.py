"""The tables of the ledger as declared in queries/schema/tables.toml: columns, types and natural keys."""

import tomllib
from dataclasses import dataclass
from functools import cache
from typing import Literal

from custodian.warehouse import queries

Type = Literal["text", "date", "moment", "count", "number", "money", "flag"]


@dataclass(frozen=True)
class Column:
    name: str
    type: Type
    says: str
    example: str = ""
    required: bool = False
    keep: Literal["", "hash"] = ""

    @property
    def stored_as(self) -> str:
        return f"{self.name}_hash" if self.keep == "hash" else self.name


@dataclass(frozen=True)
class Table:
    name: str
    title: str
    team: Literal["marketing", "customer", "sales"]
    one_row_is: str
    key: tuple[str, ...]
    span: tuple[str, str]
    columns: dict[str, Column]

    @property
    def stored(self) -> list[str]:
        return [column.stored_as for column in self.columns.values()]


@cache
def declared() -> dict[str, Table]:
    written = tomllib.loads((queries.QUERIES / "schema" / "tables.toml").read_text("utf-8"))
    return {name: _table(name, dict(table)) for name, table in written.items()}


def _table(name: str, written: dict) -> Table:  # type: ignore[type-arg]
    columns = {column: Column(column, **says) for column, says in written.pop("columns").items()}
    return Table(name=name, columns=columns, key=tuple(written.pop("key")), span=tuple(written.pop("span")), **written)

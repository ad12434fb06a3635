"""From tool to KPI: which exports fill the tables and columns that it reads, and which of them have really come."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from custodian.domain import columns_read
from custodian.domain.imports import Imported
from custodian.domain.kpis import Kpi
from custodian.intake.formats import Format
from custodian.warehouse import tables


@dataclass(frozen=True)
class Feed:
    """An export that fills a table. `lacks` are columns that the KPI reads and this export never has."""

    title: str
    files: int
    last_at: datetime | None
    newest: date | None  # the newest month of its rows
    lacks: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """A table of the ledger as one KPI reads it; those exports first that were imported, the newest before."""

    name: str
    title: str
    columns: tuple[str, ...]
    feeds: tuple[Feed, ...]

    @property
    def come(self) -> tuple[Feed, ...]:
        return tuple(feed for feed in self.feeds if feed.files)

    @property
    def possible(self) -> tuple[Feed, ...]:
        return tuple(feed for feed in self.feeds if not feed.files)


def of(kpi: Kpi, history: Iterable[Imported], declared: Mapping[str, Format]) -> tuple[Table, ...]:
    """The tables that the KPI reads, in the order of its declaration."""
    standing = [one for one in history if not one.is_undone]
    read = columns_read.of(kpi)
    return tuple(_table(name, read[name], standing, declared) for name in kpi.sources)


def _table(name: str, columns: tuple[str, ...], standing: Iterable[Imported], declared: Mapping[str, Format]) -> Table:
    by_format: dict[str, list[Imported]] = {}
    for one in standing:
        if one.target == name:
            by_format.setdefault(one.format, []).append(one)
    known = {key for key, one in declared.items() if one.table == name and not one.aside and not one.refused}
    feeds = [_feed(key, declared.get(key), columns, by_format.get(key, [])) for key in known | set(by_format)]
    feeds.sort(key=lambda feed: (-feed.files if feed.files else 0, feed.title.casefold()))
    return Table(name, tables.declared()[name].title, columns, tuple(feeds))


def _feed(key: str, declared: Format | None, columns: tuple[str, ...], files: list[Imported]) -> Feed:
    title = f"{declared.tool} · {declared.title}" if declared else key
    # A survey's columns are its questions: which of ours they fill is told by whoever loads it.
    lacks = (
        [] if declared is None or declared.wide_survey else [name for name in columns if name not in declared.columns]
    )
    months = [one.last_month for one in files if one.last_month]
    last_at = max((one.imported_at for one in files), default=None)
    return Feed(title, len(files), last_at, max(months, default=None), tuple(lacks))

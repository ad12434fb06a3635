"""A file on the desk: what it is at first sight, then its tables, and how far that is."""

from collections.abc import Mapping
from pathlib import Path

from custodian.domain.desk import Desk
from custodian.intake import formats, identify, passing, reading, sights
from custodian.intake.formats import Format
from custodian.intake.sights import Sight
from custodian.intake.staging import Refused
from custodian.intake.tables import RawTable
from custodian.warehouse import queries
from custodian.warehouse.catalogues import Warehouse

SAMPLE = "sample"
LARGE = 1 << 20  # bytes; a smaller file is read before anybody could have seen what it is


def tables(
    desk: Desk, path: Path, name: str, declared: Mapping[str, Format], is_sample: bool
) -> list[RawTable] | Refused:
    """The tables of a file or why there are none. Nobody waits long to hear what the file is."""
    desk.progress(0, 0, f"Reading {name}")
    sight = sights.first_sight(path, name, declared) if path.stat().st_size > LARGE else Sight()
    named = f"{name} ({sight.title})" if sight.title else name
    if sight != Sight():
        desk.progress(0, sight.rows, f"Reading {named}")

    def tell(doing: str, done: int, size: int) -> None:
        rows = sight.rows if size else 0
        desk.progress(rows * min(done, size) // (size or 1), rows, f"{doing} {named}")

    def work() -> list[RawTable] | Refused:
        try:
            if not is_sample:
                refuse_beside_sample(desk.warehouse)
            return identify.with_siblings(reading.tables_of(path, name, formats.known_header(declared)))
        except Refused as refusal:
            return refusal

    return passing.watched(work, tell)


def refuse_beside_sample(warehouse: Warehouse) -> None:
    """The sample company and a company's own files are never mixed."""
    with warehouse.reading() as cursor:
        state = queries.run(cursor, "imports/state", name=SAMPLE)
    if not state.is_empty() and state.item(0, 0) == "loaded":
        raise Refused(
            "an empty ledger for your own files",
            "the sample company in it",
            "Remove the sample company first: on the Import page, or with `python -m custodian sample --remove`.",
        )

"""Any sequence of imports and undos leaves what loading the remaining imports in order would give."""

from datetime import date
from decimal import Decimal
from itertools import count

import polars as pl
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from custodian import settings as all_settings
from custodian.domain import imports
from custodian.intake import committing, comparing
from custodian.intake.contracts import Contract
from custodian.intake.staging import Staged
from custodian.warehouse import catalogues, queries, tables
from custodian.warehouse.catalogues import Warehouse
from tests.loading import AT
from tests.stories import BRAND

NUMBERS = count()
DAYS = ("2026-08-31", "2026-09-01", "2026-10-31")
DOCUMENTS = st.dictionaries(
    st.tuples(st.sampled_from(["Xero", None]), st.sampled_from("12345")),
    st.tuples(st.integers(1, 3), st.sampled_from(DAYS)),
    min_size=1,
)
# A list of files; after each one perhaps an undo of some import made so far.
STORY = st.lists(st.tuples(DOCUMENTS, st.none() | st.integers(0, 5)), min_size=1, max_size=5)
KEPT_BY = ["tool", "document_no", "ordered_on", "amount"]


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(story=STORY)
def test_undo_leaves_exactly_what_loading_the_rest_would_give(story, tmp_path_factory):
    folder = tmp_path_factory.getbasetemp()
    warehouse, remaining = _emptied(), {}
    for documents, undone in story:
        import_id = _load(warehouse, folder, documents)
        remaining[import_id] = documents
        if undone in remaining:
            _undo(warehouse, undone)
            del remaining[undone]
    afresh = _emptied()
    for documents in remaining.values():
        _load(afresh, folder, documents, is_counted=False)
    _count(afresh)
    expected: dict[tuple[str | None, str], tuple[int, str]] = {}
    for documents in remaining.values():
        expected |= documents
    assert _current(warehouse) == _current(afresh)
    assert len(_current(warehouse)) == len(expected)
    assert {row[:2]: row[3] for row in _current(warehouse)} == {key: said[0] for key, said in expected.items()}
    assert _kpis(warehouse) == _kpis(afresh)
    assert _misplaced(warehouse) == 0


OPENED: list[Warehouse] = []


def _emptied() -> Warehouse:
    """Opening a warehouse takes longer than the whole story; two are used again and again."""
    if len(OPENED) < 2:
        OPENED.append(catalogues.open_warehouse(all_settings.load(ledger=":memory:", records=":memory:", **BRAND)))
        return OPENED[-1]
    warehouse = OPENED.pop(0)
    OPENED.append(warehouse)
    with warehouse.writing() as cursor:
        for name in ("imports", "orders", "kpi_months"):
            cursor.execute(queries.naming("sample/empty", catalogue="ledger", table=name))
    return warehouse


def _load(warehouse: Warehouse, folder, documents, is_counted: bool = True) -> int:
    place = folder / f"{next(NUMBERS)}.parquet"
    columns = tables.declared()["orders"].columns.values()
    rows = [
        {"tool": tool, "document_no": number, "ordered_on": date.fromisoformat(day), "amount": Decimal(amount)}
        for (tool, number), (amount, day) in documents.items()
    ]
    of_type = {"date": pl.Date, "money": pl.Decimal(18, 4)}
    frame = pl.DataFrame(rows, schema={one.stored_as: of_type.get(one.type, pl.String) for one in columns})
    frame.with_columns(currency=pl.lit("EUR")).with_row_index("line", offset=2).write_parquet(place)
    staged = Staged("a.csv", "", place.stem, "custodian_orders", "Shop", "orders", Contract(), place, len(rows))
    with warehouse.writing() as cursor:
        import_id = committing.next_id(cursor)
        comparison = comparing.compare(cursor, staged)
        assert comparison.rows_added + comparison.rows_changed + comparison.rows_unchanged == len(rows)
        days = committing.commit(cursor, staged, comparison, import_id, "Ada", AT)
        if is_counted:
            imports.keep_measures(cursor, "orders", days)
    return import_id


def _count(warehouse: Warehouse) -> None:
    """All months once, as if never before."""
    with warehouse.writing() as cursor:
        imports.keep_measures(cursor, "orders", (None, None))


def _undo(warehouse: Warehouse, import_id: int) -> None:
    with warehouse.writing() as cursor:
        imports.keep_measures(cursor, "orders", committing.undo(cursor, "orders", import_id, "Ada", AT))


def _current(warehouse: Warehouse) -> list[tuple]:
    with warehouse.reading() as cursor:
        statement = queries.naming("imports/current_rows", table="orders", columns=", ".join(KEPT_BY))
        return queries.fetch(cursor, statement).rows()


def _kpis(warehouse: Warehouse) -> list[tuple]:
    with warehouse.reading() as cursor:
        return queries.run(cursor, "measures/all_kept").rows()


def _misplaced(warehouse: Warehouse) -> int:
    key = ", ".join(tables.declared()["orders"].key)
    with warehouse.reading() as cursor:
        return queries.fetch(cursor, queries.naming("imports/misplaced", table="orders", key=key)).item()

"""Any table, written in any dialect the reader knows, comes back cell for cell; so does any number and any date."""

import csv
import io
import tempfile
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import polars as pl
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from custodian.intake import dates, numbers, reading
from custodian.intake.staging import Refused
from custodian.intake.tables import LINE

steady = settings(derandomize=True, deadline=None, max_examples=120, suppress_health_check=[HealthCheck.too_slow])
NAMES = ("Day", "Campaign", "Text", "Cost", "Clicks")
LETTERS = "abcXYZ äöüßéñ 019 ,;|\t\"'.-\n€"
TEXT = st.text(LETTERS, max_size=12).map(lambda text: "x" + text.strip() + "x")  # a row is never blank
CELL = st.one_of(st.just(""), TEXT, st.integers(0, 99_999).map(str))


@st.composite
def tables(draw: st.DrawFn) -> list[tuple[str, ...]]:
    size = draw(st.integers(2, len(NAMES)))
    rows = draw(st.lists(st.tuples(TEXT, *[CELL] * (size - 2), st.integers(0, 99).map(str)), min_size=2, max_size=8))
    return [NAMES[:size], *rows]


@steady
@given(
    tables(),
    st.sampled_from([",", ";", "\t", "|"]),
    st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252"]),
)
def test_a_table_comes_back_cell_for_cell_small_and_large(table, sign, quoting, line_break, encoding):
    written = io.StringIO(newline="")
    csv.writer(written, delimiter=sign, quoting=quoting, lineterminator=line_break).writerows(table)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "export.csv"
        path.write_bytes(written.getvalue().encode(encoding))
        assert read(path, reading.BULK_BYTES) == table
        assert read(path, 0) in (table, "refused")


def read(path: Path, bulk_bytes: int) -> list[tuple[str, ...]] | str:
    try:
        [found] = reading.tables_of(path, bulk_bytes=bulk_bytes)
        with found.reading():
            rows = found.rows.select(pl.exclude(LINE)).collect()
    except Refused:
        assert not bulk_bytes, "a small file is read"
        return "refused"
    return [found.header, *(tuple(cell or "" for cell in row) for row in rows.iter_rows())]


# How programs mark cells: the cells hold nothing that the style has no way to write.
STYLES = {
    "doubled": lambda cell: '"' + cell.replace('"', '""') + '"',
    "behind a backslash": lambda cell: '"' + cell.replace("\n", " ").replace('"', '\\"') + '"',
    "single": lambda cell: "'" + cell.replace("\n", " ").replace("'", "") + "'",
    "a blank before": lambda cell: ' "' + cell.replace("\n", " ").replace('"', "") + '"',
}
MEANT = {
    "doubled": str,
    "behind a backslash": lambda cell: cell.replace("\n", " "),
    "single": lambda cell: cell.replace("\n", " ").replace("'", ""),
    "a blank before": lambda cell: cell.replace("\n", " ").replace('"', ""),
}


@steady
@given(
    tables(),
    st.sampled_from([",", ";", "\t", "|"]),
    st.sampled_from(sorted(STYLES)),
    st.sampled_from(["utf-8", "utf-16-le", "utf-16-be", "utf-32"]),
    st.sampled_from(["", "sep", "title", "blank lines", "wrapped", "the end"]),
)
def test_a_table_comes_back_whatever_marks_its_cells_and_stands_around_it(table, sign, style, encoding, around):
    written = [sign.join(map(STYLES[style], cells)) for cells in table]
    meant = [tuple(map(MEANT[style], cells)) for cells in table]
    if around == "wrapped" and style == "doubled" and not any("\n" in cell for cells in table for cell in cells):
        written = ['"' + line.replace('"', '""') + '"' for line in written]
    above = {"sep": f"sep={sign}\n", "title": "Report of October\n\n"}.get(around, "")
    between = "\n\n \n" if around == "blank lines" else "\n"
    text = above + between.join(written) + ("\n\x1a" if around == "the end" else "\n")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "export.csv"
        path.write_bytes(text.encode(encoding))
        assert read(path, reading.BULK_BYTES) == meant
        assert read(path, 0) in (meant, "refused")


AMOUNTS = st.decimals(Decimal("-99999999.99"), Decimal("99999999.99"), places=2)
SIGNS = [("", ""), ("€", ""), ("$", ""), ("", " €"), ("", " EUR"), ("CHF ", "")]


@steady
@given(AMOUNTS, st.sampled_from([(".", ","), (".", "'"), (".", " "), (",", "."), (",", "\u00a0"), (",", "")]),
       st.sampled_from(SIGNS), st.sampled_from(["front", "back", "brackets"]))  # fmt: skip
def test_an_amount_in_any_style_is_its_value(amount, style, currency, minus):
    decimal, thousands = style
    bare = f"{abs(amount):,.2f}".translate(str.maketrans({",": thousands, ".": decimal}))
    shown = currency[0] + bare + currency[1]
    if amount < 0:
        shown = {"front": f"-{shown}", "back": f"{shown}-", "brackets": f"({shown})"}[minus]
    found = pl.select(numbers.value(pl.lit(shown), "money", decimal, is_plain=False)).item()
    assert found == amount, shown


DAYS = st.dates(date(1970, 1, 1), date(2099, 12, 31))
DAY_STYLES = [("%d/%m/%Y", "dmy"), ("%d-%m-%Y", "dmy"), ("%m/%d/%Y", "mdy"), ("%d.%m.%Y", ""), ("%Y-%m-%d", ""),
              ("%Y/%m/%d", ""), ("%Y%m%d", ""), ("%d %b %Y", ""), ("%B %d, %Y", ""), ("%a, %d %b %Y", "")]  # fmt: skip
CLOCKS = ["%H:%M", "%H:%M:%S", "%I:%M %p", "%I:%M:%S %p"]


@steady
@given(DAYS, st.sampled_from(DAY_STYLES))
def test_a_day_in_any_style_is_that_day(day, style):
    form, order = style
    shown = day.strftime(form)
    assert pl.select(dates.day(pl.lit(shown), order, "", True)).item() == day, shown


@steady
@given(
    st.datetimes(datetime(1970, 1, 1), datetime(2099, 12, 31)), st.sampled_from(DAY_STYLES[:6]), st.sampled_from(CLOCKS)
)
def test_a_moment_in_any_style_is_that_moment(moment, style, clock):
    form, order = style
    shown = moment.strftime(f"{form} {clock}")
    expected = moment.replace(microsecond=0) if "%S" in clock else moment.replace(second=0, microsecond=0)
    assert pl.select(dates.moment(pl.lit(shown), order, "", False)).item() == expected, shown

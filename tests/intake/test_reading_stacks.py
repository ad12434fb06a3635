"""Tables under one another without a blank line, and headers on several lines: each is offered as what it is."""

import pytest

from custodian.intake import reading
from custodian.intake.tables import RawTable

DEALS = "Deal,Owner,Amount,Closed\n" + "".join(f"Deal {row},Ann,{row}.50,2026-10-{row:02}\n" for row in range(1, 9))


def read(folder, text: str, known=reading.no_format) -> list[RawTable]:
    path = folder / "export.csv"
    path.write_text(text)
    return reading.tables_of(path, known=known)


def shapes(tables: list[RawTable]) -> list[tuple]:
    return [(table.header, table.header_line, table.rows.collect().height, table.preamble) for table in tables]


FIRST = (("Deal", "Owner", "Amount", "Closed"), 1, 8, ())


@pytest.mark.parametrize(
    ("below", "second"),
    [
        ("Region,Users\nNorth,2\nSouth,4\n", (("Region", "Users"), 10, 2, ())),
        ("Regions\nRegion,Users\nNorth,2\nSouth,4\n", (("Region", "Users"), 11, 2, (("Regions",),))),
        ("Regions\nOctober\nRegion,Users\nNorth,2\n", (("Region", "Users"), 12, 1, (("Regions",), ("October",)))),
        ("Region,Lead,Users,Start\nNorth,Bob,2,2026-10-01\n", (("Region", "Lead", "Users", "Start"), 10, 1, ())),
        ("Region,Lead,Users,Start,End\nNorth,Bob,2,x,y\n", (("Region", "Lead", "Users", "Start", "End"), 10, 1, ())),
        ("Deal,Owner,Amount,Closed\nDeal 9,Bob,1,2026-10-01\n", (("Deal", "Owner", "Amount", "Closed"), 10, 1, ())),
        ("\nRegions\nRegion,Users\nNorth,2\n", (("Region", "Users"), 12, 1, (("Regions",),))),
    ],
)
def test_a_second_table_is_a_table_of_its_own(tmp_path, below, second):
    assert shapes(read(tmp_path, DEALS + below)) == [FIRST, second]


def test_a_known_header_begins_a_table_even_where_no_number_shows_it(tmp_path):
    text = "Deal,Owner\nAtlas,Ann\nBorea,Bob\nTouchpoint,Quote\nFair,good\n"
    assert len(read(tmp_path, text)) == 1
    assert len(read(tmp_path, text, known=lambda cells: cells[0] in ("Deal", "Touchpoint"))) == 2


@pytest.mark.parametrize(
    "row",
    [
        "Deal 9,Bob,n/a,unknown\n",
        "Deal 9,Bob,--,--\n",
        "Total,,36.00,\n",
        "Deal 9,Bob,open,open\n",
        "Deal 9,Bob\n",
        "Deal 9\n",
    ],
)
def test_a_row_of_words_is_no_header(tmp_path, row):
    [table] = read(tmp_path, DEALS + row + "Deal 10,Bob,7.00,2026-10-09\n")
    assert table.rows.collect().height == 10


@pytest.mark.parametrize(
    ("top", "names"),
    [
        (",2026,,,,2025,\n,Q1,,Q2,,Q1,\nRegion,A,B,A,B,A,B\n", "2026 Q1 A"),
        ("Region,2026,2026,2026,2026,2025,2025\nRegion,Q1,Q1,Q2,Q2,Q1,Q1\nRegion,A,B,A,B,A,B\n", "2026 Q1 A"),
        (",Google,,,Meta,,\nRegion,Views,Clicks,Cost,Views,Clicks,Cost\n", "Google Views"),
        (",2026,,,,,\nRegion,Jan,Feb,Mar,Apr,May,Jun\n", "2026 Jan"),
    ],
)
def test_names_on_two_and_three_lines_are_joined_and_it_is_said(tmp_path, top, names):
    [table, *_] = read(tmp_path, top + "North,1,2,3,4,5,6\nSouth,6,5,4,3,2,1\n")
    lines = top.count("\n")
    assert (table.header[0], table.header[1], table.header_line) == ("Region", names, lines)
    assert table.rows.collect().row(0) == (lines + 1, "North", "1", "2", "3", "4", "5", "6")
    assert table.notes == (f"The header stands on {lines} lines; its names were joined, for example “{names}”.",)


def test_a_title_in_the_middle_of_a_line_names_no_column(tmp_path):
    [table] = read(tmp_path, ",,Plan,,\nRegion,Users,Clicks,Cost,Sales\nNorth,1,2,3,4\n")
    assert (table.header, table.preamble) == (("Region", "Users", "Clicks", "Cost", "Sales"), (("", "", "Plan"),))

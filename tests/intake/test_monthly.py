"""Months as columns: the table is offered as it stands and, beside it, with a row per month."""

import pytest

from custodian.intake import reading
from custodian.intake.tables import RawTable


def read(folder, text: str, known=reading.no_format) -> list[RawTable]:
    path = folder / "sheet.csv"
    path.write_text(text)
    return reading.tables_of(path, known=known)


@pytest.mark.parametrize(
    "names",
    [
        "Jan 2026,Feb 2026,Mar 2026", "January '26,February '26,March '26", "2026-01,2026-02,2026-03",
        "01/2026,02/2026,03/2026", "Januar 2026,Februar 2026,März 2026", "2026 ene,2026 feb,2026 mar",
    ],
)  # fmt: skip
def test_months_as_columns_are_offered_as_rows_too(tmp_path, names):
    wide, long = read(tmp_path, f"Channel,Owner,{names},Total\nMail,Ann,5,,7,12\nFairs,Bob,1,2,3,6\n")
    assert (wide.part, wide.header[0], wide.rows.collect().height) == ("", "Channel", 2)
    assert (long.part, long.header) == (
        "a row per month",
        ("Channel", "Owner", "Total", "First day", "Last day", "Value"),
    )
    assert long.rows.collect().rows() == [
        (2, "Mail", "Ann", "12", "2026-01-01", "2026-01-31", "5"),
        (2, "Mail", "Ann", "12", "2026-03-01", "2026-03-31", "7"),
        (3, "Fairs", "Bob", "6", "2026-01-01", "2026-01-31", "1"),
        (3, "Fairs", "Bob", "6", "2026-02-01", "2026-02-28", "2"),
        (3, "Fairs", "Bob", "6", "2026-03-01", "2026-03-31", "3"),
    ]


def test_a_year_above_the_names_is_the_year_of_bare_months(tmp_path):
    for above in ("Marketing plan 2026\n", ",2026,,\n"):
        _, long = read(tmp_path, f"{above}Channel,Jan,Feb,Mar\nMail,5,6,7\nFairs,1,2,3\n")
        assert long.rows.collect().rows()[1] == (3, "Mail", "2026-02-01", "2026-02-28", "6")


def test_days_as_columns_are_days(tmp_path):
    _, long = read(tmp_path, "Keyword,2026-03-30,2026-03-31,2026-04-01\nvoltara,3,4,5\npower,1,1,2\n")
    assert (long.part, long.rows.collect().rows()[2]) == (
        "a row per day",
        (2, "voltara", "2026-04-01", "2026-04-01", "5"),
    )


@pytest.mark.parametrize(
    "text",
    [
        "Channel,Jan,Feb,Mar\nMail,5,6,7\n",  # of which year?
        "Plan 2025 and 2026\nChannel,Jan,Feb,Mar\nMail,5,6,7\n",
        "Channel,Jan 2026,Feb 2026\nMail,5,6\n",  # two dates, such as a start and an end
        "Channel,Mar 2026,Jan 2026,Feb 2026\nMail,5,6,7\n",
        "Channel,Jan 2026,Jan 2026,Feb 2026\nMail,5,6,7\n",
        "Channel,01/02/2026,02/02/2026,03/02/2026\nMail,5,6,7\n",  # days or months first?
    ],
)
def test_what_is_not_plainly_months_stays_as_it_stands(tmp_path, text):
    assert len(read(tmp_path, text)) == 1


def test_a_known_table_stays_as_it_stands(tmp_path):
    assert (
        len(read(tmp_path, "Channel,Jan 2026,Feb 2026,Mar 2026\nMail,5,6,7\n", lambda cells: "Channel" in cells)) == 1
    )

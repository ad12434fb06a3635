"""Broken exports, each as small as the trap allows: read right, or with a note that names the line."""

import csv
import gzip
import io
import zipfile
from pathlib import Path

import polars as pl
import pytest

from custodian.intake import reading
from custodian.intake.staging import Refused
from custodian.intake.tables import LINE, RawTable

ROWS = (
    "Day,Campaign,Text,Cost\n"
    '1/2/2026,Fair,"Big, bright",5\n'
    '2/2/2026,Expo,"Small, dark",6\n'
    '3/2/2026,Show,"Wide, low",7\n'
)


def read(folder: Path, content: str | bytes) -> list[RawTable]:
    path = folder / "export.csv"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return reading.tables_of(path)


def cells(table: RawTable) -> list[tuple[str | None, ...]]:
    return table.rows.select(pl.exclude(LINE)).collect().rows()


def clean() -> list[tuple[str, ...]]:
    return [tuple(row) for row in csv.reader(io.StringIO(ROWS))][1:]


@pytest.mark.parametrize(
    ("broken", "place", "cell"),
    [
        (ROWS.replace(",Expo", ',"Expo'), (1, 1), '"Expo'),
        (ROWS.replace('"Small', '""Small'), (1, 2), '"Small, dark'),
        (ROWS.replace('dark"', '4""'), (1, 2), 'Small, 4"'),
        (ROWS.replace("dark", '\\"dark\\" one'), (1, 2), 'Small, "dark" one'),
        (ROWS.replace("3/2", '"3/2'), (2, 0), '"3/2/2026'),
    ],
)
def test_a_lone_quotation_mark_shifts_no_cell_and_swallows_no_row(tmp_path, broken, place, cell):
    [table] = read(tmp_path, broken)
    expected = [list(row) for row in clean()]
    expected[place[0]][place[1]] = cell
    assert [list(row) for row in cells(table)] == expected
    assert f"first on line {place[0] + 2}" in table.notes[0]


def test_a_lone_quotation_mark_in_the_header_leaves_the_rows_alone(tmp_path):
    [table] = read(tmp_path, ROWS.replace("Day", '"Day'))
    assert (table.header[0], cells(table)) == ('"Day', clean())
    assert "first on line 1" in table.notes[0]


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        (ROWS.replace("Fair,", "Fair,,").replace('bright",5', 'bright",'), "cells may stand in the wrong columns"),
        (ROWS.replace("Expo,", "Expo"), "look whether the cells there are right"),
        (ROWS.replace("2/2/2026,", "2/2/2026"), "fewer cells than the header has names, first on line 3"),
    ],
)
def test_a_row_that_shifted_is_named(tmp_path, broken, said):
    [table] = read(tmp_path, broken)
    assert said in " ".join(table.notes)


def test_a_blank_before_the_quotation_mark_does_not_open_the_cell_to_its_commas(tmp_path):
    [table] = read(
        tmp_path,
        ROWS.replace(",", ", ").replace("Big,  ", "Big, ").replace("Small,  ", "Small, ").replace("Wide,  ", "Wide, "),
    )
    assert cells(table) == clean()


def test_single_quotation_marks_hold_cells_together_even_around_an_apostrophe(tmp_path):
    [table] = read(tmp_path, ROWS.replace('"', "'").replace("dark", "won't shine"))
    assert [row[2] for row in cells(table)] == ["Big, bright", "Small, won't shine", "Wide, low"]


def test_groups_above_the_names_become_part_of_them(tmp_path):
    [table] = read(tmp_path, "Month,Google,,Meta,\n,Clicks,Cost,Clicks,Cost\nJan,5,6,7,8\nFeb,1,2,3,4\n")
    assert table.header == ("Month", "Google Clicks", "Google Cost", "Meta Clicks", "Meta Cost")
    assert (table.header_line, cells(table)[0]) == (2, ("Jan", "5", "6", "7", "8"))
    assert table.notes == ("The header stands on 2 lines; its names were joined, for example “Google Clicks”.",)


def test_a_header_three_times_over_is_one_header(tmp_path):
    [table] = read(tmp_path, "Month,Clicks\n" * 3 + "Jan,5\nFeb,6\n")
    assert (table.header, table.header_line, len(cells(table))) == (("Month", "Clicks"), 3, 2)


@pytest.mark.parametrize(
    "second", ["Day,Campaign,Text\n4/2/2026,Fair,x\n", "Day,Campaign,Text,Cost,Clicks\n4/2/2026,Fair,x,5,6\n"]
)
def test_a_second_table_without_a_blank_line_is_a_table_of_its_own(tmp_path, second):
    first, other = read(tmp_path, ROWS + second)
    assert (cells(first), len(cells(other))) == (clean(), 1)


def test_rows_under_a_header_in_another_dialect_have_no_header(tmp_path):
    [table] = read(tmp_path, ROWS.replace("Day,Campaign,Text,Cost", "Day Campaign Text Cost"))
    assert (cells(table), any(table.header)) == (clean(), False)
    assert "no header row" in table.notes[0]


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("mac_roman", "Kampagne,Ort\nFrühjahr für Köln,München\nGrüße,Bäderland\n"),
        ("mac_roman", "Nom,Ville\nHélène,Orléans\nFrançois,Besançon\n"),
        ("cp1250", "Kampania,Miasto\nŻółta łódź,Łódź\nPaździernik,Gdańsk\n"),
        ("cp1252", "Kampagne,Ort\nFrühjahr – „neu“ für Bob’s,München\nCafé,Besançon\n"),
        ("utf-16", "Kampagne,Ort\nFrühjahr,München\n"),
    ],
)
def test_the_letters_of_every_encoding_come_back(tmp_path, encoding, text):
    [table] = read(tmp_path, text.encode(encoding))
    assert [table.header, *cells(table)] == [tuple(row) for row in csv.reader(io.StringIO(text))]


def test_nul_characters_are_left_out_and_said(tmp_path):
    [table] = read(tmp_path, ROWS.replace("Expo", "Ex\0po"))
    assert cells(table) == clean()
    assert "NUL" in table.notes[0]


def test_a_zip_gives_the_tables_of_nested_folders_and_of_gz(tmp_path):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("2026/02/ads/a.csv", ROWS)
        archive.writestr("2026/03/b.csv", ROWS)
    assert [table.part for table in read(tmp_path, packed.getvalue())] == ["2026/02/ads/a.csv", "2026/03/b.csv"]
    assert cells(read(tmp_path, gzip.compress(ROWS.encode()))[0]) == clean()


@pytest.mark.parametrize("name", ["../out.csv", "/etc/out.csv", "a/../../out.csv", "C:/out.csv", "..\\out.csv"])
def test_a_path_that_climbs_out_of_a_zip_is_refused(tmp_path, name):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(name, ROWS)
    with pytest.raises(Refused, match="outside"):
        read(tmp_path, packed.getvalue())


def test_a_bomb_is_refused_before_it_fills_the_disk(tmp_path):
    packed = io.BytesIO()
    with gzip.open(packed, "wb") as bomb:
        for _ in range(80):
            bomb.write(b"0," * (1 << 19))
    with pytest.raises(Refused, match="unpacks to more than"):
        read(tmp_path, packed.getvalue())

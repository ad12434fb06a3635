"""Every trap that real exports set to a reader, each in a small file of our own."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from custodian.intake import dialects, layout, reading
from custodian.intake.staging import Refused
from custodian.intake.tables import RawTable

DEALS = "Deal,Amount,Closed\nAtlas,1200,2026-10-01\nBorea,900,2026-10-02\n"
DEAL_ROWS = [(2, "Atlas", "1200", "2026-10-01"), (3, "Borea", "900", "2026-10-02")]


def read(folder: Path, content: str | bytes, **chosen) -> list[RawTable]:
    path = folder / "dropped"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return reading.tables_of(path, "export.csv", **chosen)


def rows(table: RawTable) -> list[tuple]:
    return table.rows.collect().rows()


def refusal(folder: Path, content: str | bytes, **chosen) -> str:
    with pytest.raises(Refused) as refused:
        read(folder, content, **chosen)
    assert refused.value.expected and refused.value.found and refused.value.todo.endswith(".")
    return str(refused.value)


# Encodings


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        (DEALS.encode(), "utf-8"),
        (DEALS.encode("utf-8-sig"), "utf-8"),
        (b"\xff\xfe" + DEALS.encode("utf-16-le"), "utf-16-le"),
        (b"\xfe\xff" + DEALS.encode("utf-16-be"), "utf-16-be"),
        (DEALS.encode("utf-16-le"), "utf-16-le"),
    ],
)
def test_a_byte_order_mark_is_obeyed_and_never_part_of_a_name(tmp_path, content, encoding):
    [table] = read(tmp_path, content)
    assert table.header == ("Deal", "Amount", "Closed")
    assert (table.encoding, table.delimiter, table.file, table.part) == (encoding, ",", "export.csv", "")
    assert rows(table) == DEAL_ROWS
    assert table.notes == ()


@pytest.mark.parametrize(
    ("text", "encoding", "note"),
    [
        ("Kunde;Ort\nMüller GmbH;Straße 5 in Köln\n", "cp1252", "Windows-1252"),
        ("Kunde;Preis\nAtlas;5 € – bar\nBorea;7 €\n", "cp1252", "Windows-1252"),
        ("Nazwa;Miasto\nŁódź Sp. z o.o.;Łódź\nŻółw;Kraków\n", "cp1250", "Windows-1250"),
        ("Klient;Město\nPříkopy;Plzeň\nŠkoda;Mladá Boleslav\n", "cp1250", "Windows-1250"),
        ("Cliente;Ação\nJosé;Conceição\n", "latin-1", "Windows-1252"),
        ("학과;이름\n경영;영희\n인문;철수\n경영;민서\n", "cp949", "Korean"),
    ],
)
def test_text_that_is_not_utf_8_is_read_by_its_letters_and_says_so(tmp_path, text, encoding, note):
    [table] = read(tmp_path, text.encode(encoding))
    lines = text.splitlines()
    assert table.header == tuple(lines[0].split(";"))
    assert [row[1:] for row in rows(table)] == [tuple(line.split(";")) for line in lines[1:]]
    assert note in table.notes[0]


def test_one_wrong_byte_in_the_last_row_does_not_stop_a_long_file(tmp_path):
    [table] = read(tmp_path, b"a,b\n" + b"1,2\n" * 5000 + b"caf\xe9,3\n")
    assert rows(table)[-1] == (5002, "café", "3")


def test_nul_characters_are_left_out_and_counted(tmp_path):
    [table] = read(tmp_path, DEALS.encode().replace(b"Atlas", b"At\0las\0"))
    assert rows(table) == DEAL_ROWS
    assert table.notes == ("2 NUL characters were left out.",)


@pytest.mark.parametrize("cut", [1, 3, 21])
def test_a_truncated_utf_16_file_is_refused(tmp_path, cut):
    whole = b"\xff\xfe" + DEALS.replace(",", "\t").encode("utf-16-le")
    assert "Expected a whole UTF-16 file" in refusal(tmp_path, whole[:-cut])


def test_utf_16_cut_between_two_letters_is_seen_in_its_last_row(tmp_path):
    whole = b"\xff\xfe" + DEALS.replace(",", "\t").encode("utf-16-le")
    assert "line 3" in refusal(tmp_path, whole[:-40])
    assert "line 3" in refusal(tmp_path, whole[:-24])


def test_utf_16_without_a_last_line_break_is_whole(tmp_path):
    [table] = read(tmp_path, b"\xff\xfe" + DEALS.rstrip().replace(",", "\t").encode("utf-16-le"))
    assert rows(table) == DEAL_ROWS


# Delimiters, quotes and line breaks


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r"])
def test_every_delimiter_and_line_break_gives_the_same_rows(tmp_path, sign, line_break):
    [table] = read(tmp_path, DEALS.replace(",", sign).replace("\n", line_break).encode())
    assert table.delimiter == sign
    assert rows(table) == DEAL_ROWS


def test_decimal_commas_do_not_pass_for_delimiters(tmp_path):
    [table] = read(tmp_path, "Kampagne;Kosten;Klicks\nA;1,5;2,5\nB;3,5;4,5\n")
    assert table.delimiter == ";"
    assert rows(table) == [(2, "A", "1,5", "2,5"), (3, "B", "3,5", "4,5")]


def test_semicolons_within_answers_do_not_pass_for_delimiters(tmp_path):
    [table] = read(tmp_path, '"Timestamp","Likes","Age"\n"1","Milk;Curd;Butter","4"\n"2","Milk;Curd;Ghee","5"\n')
    assert (table.delimiter, table.header) == (",", ("Timestamp", "Likes", "Age"))


def test_commas_within_every_text_do_not_pass_for_delimiters_that_the_header_does_not_have(tmp_path):
    [table] = read(
        tmp_path, "Day\tCampaign\n" + "".join(f"{day} May, 2026, late\tFair, {day}, {day}\n" for day in (1, 2, 3))
    )
    assert rows(table)[0] == (2, "1 May, 2026, late", "Fair, 1, 1")


def test_a_sep_line_states_the_delimiter_and_belongs_to_the_preamble(tmp_path):
    [table] = read(tmp_path, "sep=;\n" + DEALS.replace(",", ";"))
    assert (table.delimiter, table.header_line, table.preamble) == (";", 2, (("sep=;",),))
    [table] = read(tmp_path, b"\xff\xfe" + "sep=\t\r\nDate\tPrimary\r\n2026-10-01\t5\r\n".encode("utf-16-le"))
    assert (table.delimiter, table.header_line, rows(table)) == ("\t", 2, [(3, "2026-10-01", "5")])


def test_a_known_header_decides_the_delimiter(tmp_path):
    text = "a;b,c;d\n1;2,3;4\n5;6,7;8\n"
    [table] = read(tmp_path, text, known=lambda cells: tuple(cells) == ("a;b", "c;d"))
    assert (table.delimiter, rows(table)[0]) == (",", (2, "1;2", "3;4"))


def test_a_row_stands_on_the_line_where_it_starts(tmp_path):
    [table] = read(tmp_path, 'Ad,Text\n1,"first\r\n\r\nthird"\n2,plain\n\n3,"a ""b"" c"\n')
    assert rows(table) == [(2, "1", "first\r\n\r\nthird"), (5, "2", "plain"), (7, "3", 'a "b" c')]


def test_columns_set_apart_by_runs_of_blanks_are_read(tmp_path):
    [table] = read(tmp_path, " id  date items  value\n 001 19970101  1   11.77\n 002 19970112  1   12.00\n")
    assert table.header == ("id", "date", "items", "value")
    assert rows(table) == [(2, "001", "19970101", "1", "11.77"), (3, "002", "19970112", "1", "12.00")]


@pytest.mark.parametrize("behind", ["", ";;;"])
def test_lines_that_a_spreadsheet_wrapped_as_a_whole_are_unwrapped_and_it_is_said(tmp_path, behind):
    wrapped = "".join(f'"{line}"{behind}\n' for line in DEALS.replace("Atlas", '""Atlas, Inc""').splitlines())
    [table] = read(tmp_path, wrapped)
    assert (table.header, rows(table)) == (
        ("Deal", "Amount", "Closed"),
        [(2, "Atlas, Inc", *DEAL_ROWS[0][2:]), DEAL_ROWS[1]],
    )
    assert table.notes == ("Every line stood in quotation marks as a whole; they were read without them.",)


@pytest.mark.parametrize("line", [0, 1, 2])
def test_a_single_line_wrapped_as_a_whole_is_unwrapped_and_named(tmp_path, line):
    lines = DEALS.splitlines() + ["Corva,700,2026-10-03"] * 3
    lines[line] = f'"{lines[line]}"'
    [table] = read(tmp_path, "\n".join(lines))
    assert (table.header, rows(table)[:2]) == (("Deal", "Amount", "Closed"), DEAL_ROWS)
    assert table.notes == (f"1 line stood in quotation marks as a whole, first line {line + 1}: read without them.",)


def test_a_text_that_holds_as_many_commas_as_the_header_is_not_unwrapped(tmp_path):
    [table] = read(tmp_path, f'"July 8, 2026, noon"\n{DEALS}')
    assert (table.preamble, rows(table)[0][1]) == ((("July 8, 2026, noon",),), "Atlas")
    assert "columns separated by" in refusal(tmp_path, 'Name\n"Smith, Ann"\n"Miller, Bob"\n')


def test_a_quotation_mark_that_is_never_closed_swallows_no_lines(tmp_path):
    assert "opened on line 3" in refusal(tmp_path, 'Deal,Amount\nAtlas,1\nBorea,"2\nCorva,3\n')


def test_a_quotation_mark_within_a_cell_is_a_letter(tmp_path):
    [table] = read(tmp_path, 'Part,Size\nScreen,24"\nPipe,2" long\n')
    assert rows(table) == [(2, "Screen", '24"'), (3, "Pipe", '2" long')]


# Ragged rows, names


def test_extra_cells_stay_reachable_under_empty_names(tmp_path):
    text = "# ---\n# Shop\n# 20260101-20260131\n\nPage,Users\n,300,Grand total\n/a,200\n/b,100\n"
    [table] = read(tmp_path, text)
    assert table.header == ("Page", "Users", "")
    assert rows(table) == [(6, "", "300", "Grand total"), (7, "/a", "200", None), (8, "/b", "100", None)]
    assert table.notes == ("1 row has more cells than the header has names, first on line 6.",)


def test_shorter_rows_end_in_null_and_are_named(tmp_path):
    [table] = read(tmp_path, "Week,W0,W1\nJan 1,73,\nJan 8,5\n")
    assert rows(table) == [(2, "Jan 1", "73", ""), (3, "Jan 8", "5", None)]
    assert table.notes == ("1 row has fewer cells than the header has names, first on line 3.",)


def test_repeated_and_empty_names_are_kept_as_written(tmp_path):
    [table] = read(tmp_path, "City,Create Date,,City,Create Date \nA,1,x,B,2\n")
    assert table.header == ("City", "Create Date", "", "City", "Create Date ")
    assert table.position("City") == "c0"
    assert rows(table) == [(2, "A", "1", "x", "B", "2")]


# Preambles, footers, blank lines


def test_a_preamble_of_single_cells_is_set_apart(tmp_path):
    text = 'Campaign report\n"July 8, 2026 - July 31, 2026"\nCampaign,Cost,Clicks\nA,1.50,3\nTotal: Account,1.50,3\n'
    [table] = read(tmp_path, text)
    assert table.preamble == (("Campaign report",), ("July 8, 2026 - July 31, 2026",))
    assert (table.header_line, rows(table)) == (3, [(4, "A", "1.50", "3"), (5, "Total: Account", "1.50", "3")])


def test_a_preamble_padded_by_excel_is_set_apart(tmp_path):
    text = 'Ad Report,,,\n"Start: October 1, 2026, 12:00 AM",,,\n,,,\nDay,Ad,Cost,Clicks\n10/1/2026,A,2.50,1\n,,,\n'
    [table] = read(tmp_path, text)
    assert table.preamble == (("Ad Report",), ("Start: October 1, 2026, 12:00 AM",))
    assert (table.header_line, rows(table)) == (4, [(5, "10/1/2026", "A", "2.50", "1")])


def test_comment_lines_are_not_csv(tmp_path):
    text = '# ---\n# Account: Voltara, "Power" Ltd.\n# Property: "shop\n# Start date: 20260101\nPage,Views\n/a,5\n'
    [table] = read(tmp_path, text)
    assert table.preamble[1:3] == (('# Account: Voltara, "Power" Ltd.',), ('# Property: "shop',))
    assert rows(table) == [(6, "/a", "5")]


def test_a_narrower_line_right_above_the_header_belongs_to_the_preamble(tmp_path):
    [table] = read(tmp_path, "04/03/2026,03/03/2026\nPage,Followers,New,Posts,Likes\nA,1,2,3,4\nB,1,2,3,4\n")
    assert (table.header_line, table.preamble) == (2, (("04/03/2026", "03/03/2026"),))


def test_leading_blank_lines_count_but_hold_nothing(tmp_path):
    [table] = read(tmp_path, "\n\r\n ,\n" + DEALS)
    assert table.header_line == 4
    assert [row[0] for row in rows(table)] == [5, 6]


SALESFORCE_FOOTER = (
    '\n\n"Won deals"\n"Copyright (c) 2000-2026 salesforce.com, inc. All rights reserved."\n'
    '"Confidential Information - Do Not Distribute"\n"Generated By:  A. Person  11/2/2026 9:00 AM"\n"Voltara"\n'
)


def test_footer_lines_are_no_rows(tmp_path):
    [table] = read(tmp_path, DEALS + SALESFORCE_FOOTER)
    assert rows(table) == DEAL_ROWS
    assert [line[0][:9] for line in table.footer] == ["Won deals", "Copyright", "Confident", "Generated", "Voltara"]
    [table] = read(tmp_path, DEALS.replace("\n", "\r\n") + '\r\n"©2026 Microsoft Corporation. "\r\n')
    assert table.footer == (("©2026 Microsoft Corporation. ",),)


def test_a_footer_padded_by_excel_is_no_row(tmp_path):
    [table] = read(tmp_path, DEALS + ",,\nGenerated by A. Person,,\n")
    assert (rows(table), table.footer) == (DEAL_ROWS, (("Generated by A. Person",),))


def test_a_blank_line_between_rows_does_not_end_the_table(tmp_path):
    [table] = read(tmp_path, "Deal,Amount\nAtlas,1\n\nBorea,2\n\n\nTotal,3\n")
    assert rows(table) == [(2, "Atlas", "1"), (4, "Borea", "2"), (7, "Total", "3")]


# Stacked tables


def test_stacked_reports_become_one_table_each_with_their_own_preamble(tmp_path):
    text = "# ---\n# Shop\n# Start: 20260101\nNth day,Users\n0000,5\n\n# Start: 20260101\nNth day,Sales\n0000,7\n"
    first, second = read(tmp_path, text)
    assert (first.part, first.header, rows(first)) == ("table 1", ("Nth day", "Users"), [(5, "0000", "5")])
    assert (second.part, second.header, rows(second)) == ("table 2", ("Nth day", "Sales"), [(9, "0000", "7")])
    assert second.preamble == (("# Start: 20260101",),)


def test_blocks_that_share_their_column_names_are_tables_even_without_rows(tmp_path):
    text = "Company,Views,Clicks\nA,1,2\n,,\nJob,Views,Clicks\nB,3,4\n,,\nCounty,Views,Clicks\n,,\n"
    tables = read(tmp_path, text)
    assert [(table.header[0], table.header_line, len(rows(table))) for table in tables] == [
        ("Company", 1, 1),
        ("Job", 4, 1),
        ("County", 7, 0),
    ]


def test_a_title_and_a_header_below_a_blank_line_begin_a_table(tmp_path):
    text = 'sep=,\n"Visits"\n"Date","Primary"\n"2026-10-01","5"\n\n"Profiles"\n"Date","Primary"\n"2026-10-01","6"\n'
    first, second = read(tmp_path, text)
    assert first.preamble == (("sep=,",), ("Visits",))
    assert (second.preamble, second.header_line, rows(second)) == ((("Profiles",),), 7, [(8, "2026-10-01", "6")])


def test_tables_without_a_header_keep_all_their_rows(tmp_path):
    first, second = read(tmp_path, "Category: Games\n\nTOP\nroblox,100\ncodes,99\n\nRISING\nbreakout,+900%\nwho,+40%\n")
    assert (first.header, first.header_line, first.preamble) == (("", ""), 3, (("Category: Games",), ("TOP",)))
    assert rows(first) == [(4, "roblox", "100"), (5, "codes", "99")]
    assert rows(second) == [(8, "breakout", "+900%"), (9, "who", "+40%")]
    assert "no header row" in first.notes[0]


def test_a_header_repeated_among_the_rows_begins_a_table(tmp_path):
    first, second = read(tmp_path, DEALS + DEALS)
    assert (rows(first), [row[0] for row in rows(second)]) == (DEAL_ROWS, [5, 6])


def test_a_known_header_is_found_below_lines_that_look_like_one(tmp_path):
    text = "Filter,Value,More\nYear,2026,x\nDay,Clicks,Cost\n2026-10-01,4,2.5\n"
    [table] = read(tmp_path, text, known=lambda cells: tuple(cells) == ("Day", "Clicks", "Cost"))
    assert (table.header_line, rows(table)) == (3, [(4, "2026-10-01", "4", "2.5")])


def test_keys_and_values_above_a_known_header_are_its_preamble(tmp_path):
    text = "Project,Shop\nRange,October\n\nDay,Clicks,Cost\n2026-10-01,4,2.5\n"
    [table] = read(tmp_path, text, known=lambda cells: tuple(cells) == ("Day", "Clicks", "Cost"))
    assert table.preamble == (("Project", "Shop"), ("Range", "October"))


def test_numbers_in_a_header_do_not_make_it_a_row(tmp_path):
    [table] = read(tmp_path, "2024,Channel,Spend\n2024,mail,5\n2024,fair,6\n")
    assert (table.header, len(rows(table))) == (("2024", "Channel", "Spend"), 2)
    [table] = read(tmp_path, "Region,2023,2024\nNorth,5,6\nSouth,7,8\n")
    assert table.header == ("Region", "2023", "2024")


# Refusals


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"", "an empty file"),
        (b"\xef\xbb\xbf\r\n\r\n", "an empty file"),
        (b"Deal,Amount,Closed\n", "the header alone (Deal, Amount, Closed"),
        (b'Deal,Amount,Closed\n"No data available."\n', "No data available."),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "an old office document that holds no Excel sheet"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "a picture (PNG)"),
        (bytes(range(1, 256)) * 9, "bytes that are not text"),
        (b"\n\n<!DOCTYPE html>\n<html><body>a,b</body></html>", "a web page"),
        (b"version https://git-lfs.github.com/spec/v1\noid sha256:1433\nsize 9\n", "a Git LFS pointer"),
        (b'{"rows": [1, 2], "more": 3}', "JSON"),
        (b'<?xml version="1.0"?>\n<Workbook><Table/></Workbook>', "an XML document"),
        (b'<?xml version="1.0"?>\n<!DOCTYPE html>\n<html><body/></html>', "a web page"),
        (b"<table><tr><td>a</td><td>b</td></tr></table>", "a web page"),
        (b"Nothing to see here\nJust words\n", "lines without any of them"),
    ],
)
def test_what_holds_no_table_is_refused_with_what_it_is(tmp_path, content, found):
    assert found in refusal(tmp_path, content)


def test_a_known_header_without_rows_is_refused(tmp_path):
    assert "header alone" in refusal(tmp_path, "Day,Clicks\n", known=lambda cells: list(cells) == ["Day", "Clicks"])


# Nothing is lost

CELLS = st.text(alphabet=st.sampled_from(list("ab# 019.-%\n\"'é,")), max_size=6)


@given(st.lists(st.lists(CELLS, max_size=5), max_size=25))
def test_every_record_is_preamble_header_row_footer_or_blank(lines):
    written = io.StringIO()
    csv.writer(written).writerows(lines)
    found = dialects.records(written.getvalue(), ",")
    blocks = layout.blocks(found, reading.no_format)
    placed = [
        record.line
        for block in blocks
        for record in [*block.preamble, *([block.header] if block.header else []), *block.rows, *block.footer]
    ]
    assert placed == [record.line for record in found if not record.is_blank] or not blocks
    if not blocks:
        assert all(record.filled < 2 for record in found)

"""Files as odd as tools and people make them, each with one trap; what is in most of them is the same table."""

NAMES = ("Deal", "Owner", "Amount", "Closed")
ROWS = [(f"Deal {row}", f"Jörg {row}", f"{row}.50", f"2026-10-{row % 28 + 1:02}") for row in range(1, 41)]
TEXT = "\n".join(",".join(cells) for cells in [NAMES, *ROWS]) + "\n"
PLAIN = TEXT.encode()
SEMICOLONS = TEXT.replace(",", ";")
ALL_QUOTED = "".join(f'"{line}"\n'.replace(",", '","') for line in TEXT.splitlines())
WRAPPED = [f'"{line}"' for line in TEXT.splitlines()]
HEADER = TEXT.split("\n")[0]


def changed(old: str, new: str) -> bytes:
    assert old in TEXT
    return TEXT.replace(old, new).encode()


# The table above and nothing else comes out of these.
SAME = {
    "as it should be": PLAIN,
    "a mark": b"\xef\xbb\xbf" + PLAIN,
    "two marks": b"\xef\xbb\xbf" * 2 + PLAIN,
    "UTF-16 LE": TEXT.encode("utf-16"),
    "UTF-16 BE": b"\xfe\xff" + TEXT.encode("utf-16-be"),
    "UTF-16 LE without a mark": TEXT.encode("utf-16-le"),
    "UTF-16 BE without a mark": SEMICOLONS.encode("utf-16-be"),
    "UTF-32": TEXT.encode("utf-32"),
    "Windows-1252": TEXT.encode("cp1252"),
    "Mac Roman": TEXT.encode("mac_roman"),
    "a broken byte": PLAIN.replace(b"J\xc3\xb6rg 20,", b"J\xf6rg 20,"),
    "UTF-8 made of UTF-8": PLAIN.decode("cp1252").encode(),
    "UTF-8 made of UTF-8 as Latin-1": PLAIN.decode("latin-1").encode(),
    "a mark in a cell": changed("Deal 5,", "\ufeffDeal 5,"),
    "NUL in cells": PLAIN.replace(b"Deal", b"De\0al"),
    "the end as MS-DOS wrote it": PLAIN + b"\x1a",
    "semicolons": SEMICOLONS.encode(),
    "tabs": TEXT.replace(",", "\t").encode(),
    "vertical bars": TEXT.replace(",", "|").encode(),
    "all cells quoted": ALL_QUOTED.encode(),
    "single marks": ALL_QUOTED.replace('"', "'").encode(),
    "a blank before the marks": ALL_QUOTED.replace(",", ", ").encode(),
    "lines wrapped as a whole": "\n".join(WRAPPED).encode(),
    "lines wrapped and cut": "\n".join(f"{line};;;" for line in WRAPPED).encode(),
    "rows wrapped": "\n".join([HEADER, *WRAPPED[1:]]).encode(),
    "the header wrapped": "\n".join([WRAPPED[0], *TEXT.splitlines()[1:]]).encode(),
    "CR LF": TEXT.replace("\n", "\r\n").encode(),
    "CR": TEXT.replace("\n", "\r").encode(),
    "CR CR LF": TEXT.replace("\n", "\r\r\n").encode(),
    "CR LF and LF": TEXT.replace("\n", "\r\n", 20).encode(),
    "no last line break": PLAIN.rstrip(),
    "blank lines": changed("Deal 20,", "\n   \n\t\n,,,\nDeal 20,"),
    "lines of blanks at the end": PLAIN + b"\n \n,,,\n",
    "a form feed on a line": changed("Deal 20,", "\x0c\nDeal 20,"),
    "delimiters behind the header and the rows": TEXT.replace("\n", ",\n").encode(),
    "delimiters behind the rows": (HEADER + TEXT[len(HEADER) :].replace("\n", ",\n").replace(",\n", "\n", 1)).encode(),
    "sep=": f"sep=;\r\n{SEMICOLONS}".encode(),
    "sep= in marks": f'"sep=;"\r\n{SEMICOLONS}'.encode(),
    "sep= with a blank": f"SEP= ;\r\n{SEMICOLONS}".encode(),
    "sep= behind a mark": b"\xef\xbb\xbf" + f"sep=;\r\n{SEMICOLONS}".encode(),
    "sep= in UTF-16": f"sep=\t\r\n{TEXT}".replace(",", "\t").encode("utf-16"),
    "sep= that is wrong": f"sep=;\n{TEXT}".encode(),
    "sep= of another sign": f"sep=^\n{TEXT.replace(',', '^')}".encode(),
    "a preamble": f"Report: Deals\nPeriod: 1 Oct 2026 - 31 Oct 2026\n\n{TEXT}".encode(),
    "a footer": PLAIN + b"\n\nWon deals\nCopyright (c) 2026\n",
}

# Tables of other cells; both ways of reading agree about them.
OTHER = {
    "LF in a cell": changed("Deal 20,", '"Deal\n20",'),
    "CR LF in a cell": changed("Deal 20,", '"Deal\r\n\r\n20",'),
    "CR in a cell": changed("Deal 20,", '"Deal\r20",'),
    "the delimiter in cells": ALL_QUOTED.replace("Deal ", "Deal, no. ").encode(),
    "marks in cells": ALL_QUOTED.replace("Deal ", 'Deal ""A"" ').encode(),
    "marks behind a backslash": ALL_QUOTED.replace("Deal ", 'Deal \\"A\\", no. ').encode(),
    "a mark alone": changed("Deal 20,", 'Deal 20",'),
    "a mark opened and not closed": changed("Deal 20,", '"Deal 20,'),
    "U+0085 and U+2028 in cells": changed("Deal 20,", "Deal\u2028\u008520,"),
    "a vertical tab": changed("Deal 20,", "Deal\x0b20,"),
    "a row with a cell too many": changed("Deal 20,", "Deal, 20,"),
    "rows with cells too few": changed(",2026-10-06", ""),
    "CR outside of marks": changed("Deal 20,", "Deal\r20,"),
    "repeated names": changed("Owner", "Deal"),
    "a name left out": changed("Owner", ""),
    "a name over two lines": changed("Owner", '"Own\ner"'),
    "no header": "\n".join(TEXT.splitlines()[1:]).encode(),
    "a total": PLAIN + b"Total,,820.50,\n",
    "names on two lines": ("Month,Google,,Meta,\n,Clicks,Cost,Clicks,Cost\n" + "Jan,5,6,7,8\n" * 9).encode(),
    "DOS": TEXT.replace("Jörg", "Hülya Gärtner").encode("cp850"),
    "Shift-JIS": ("顧客,金額\n" + "東京商事,100\n大阪物産,200\n" * 9).encode("cp932"),
    "Korean": ("학과,이름\n" + "경영,영희\n인문,철수\n" * 9).encode("cp949"),
    "Windows-1250": ("Kampania;Kwota\n" + "Żółta łódź;100\nPaździernik;200\n" * 9).encode("cp1250"),
    "Windows-1251": ("Клиент;Сумма\n" + "Иванов;100\nПетров;200\n" * 9).encode("cp1251"),
    "KOI8-R": ("Клиент;Сумма\n" + "Иванов;100\nПетров;200\n" * 9).encode("koi8-r"),
    "Cyrillic UTF-16 without a mark": ("Клиент;Сумма\n" + "Иванов;100\n" * 9).encode("utf-16-le"),
    "Japanese UTF-16 without a mark": ("顧客;金額\n" + "東京商事;100\n" * 9).encode("utf-16-be"),
    "text torn in some cells": changed("Jörg 5,", "JÃ¶rg 5,"),
    "a letter cut in its middle": PLAIN.replace(b"Deal 7,", b"Deal \xc3,"),
    "a preamble of two cells": f"Report,Deals\nPeriod,October\n\n{TEXT}".encode(),
    "bytes broken one after the other at the end": PLAIN + b"Total,\xaf\xf3",
    "a run of broken bytes": changed("Deal 5,", "Deal,").replace(b"Deal,\xc3", b"Deal" + b"\x90" * 80 + b",\xc3"),
    "wrapped lines, two of them with more behind": "\n".join(f"{line};;;" for line in WRAPPED)
    .replace("Deal 35,", 'Deal 35";"Deal 35,')
    .encode(),
    "nine in ten lines wrapped, the last without an end": "\n".join(
        [
            f'"{HEADER}";Deal 20,Jörg 20,20.50,2026-10-21"1,21.50,2026-10-22";;;',
            *(f"{line};;;" for line in WRAPPED[22:25]),
            '"Deal 25,Jö-16"',
            '"Deal rg 25,25.50,2026-10-26";;;',
            *(f"{line};;;" for line in WRAPPED[26:]),
        ]
    ).encode(),
    "CR in a line above the header": f'"Report\rof October"\n{TEXT}'.encode(),
    "a name over two lines parted by CR": changed("Owner", '"Own\rer"'),
    "two tables": (TEXT + "\n" + TEXT).encode(),
    "two tables without a blank line": (TEXT + "Region,Users\nNorth,2\nSouth,4\n").encode(),
    "a table, a mark and a table": (TEXT + "\ufeff" + TEXT).encode(),
    "every second cell empty": TEXT.replace(",Jörg", ",,Jörg").replace("Owner", ",Owner").encode(),
}

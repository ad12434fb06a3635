"""What a file is by its content (text, zip, gzip, Excel or nothing that can be read), and what an archive holds."""

import gzip
import lzma
import re
import shutil
import stat
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import IO, Literal

from custodian.intake import encodings, passing
from custodian.intake.staging import Refused

Kind = Literal["text", "zip", "gzip", "xlsx", "xls"]

MOST_MEMBERS = 1_000
MOST_BYTES = 20 << 30
HARMLESS_BYTES = 64 << 20
MOST_TIMES = 200  # text shrinks 5 to 50 times; a file that shrinks more is made to fill the disk
CHUNK = 1 << 20

FOREIGN = {
    b"%PDF": "a PDF document",
    b"\x89PNG": "a picture (PNG)",
    b"\xff\xd8\xff": "a picture (JPEG)",
    b"GIF8": "a picture (GIF)",
    b"PAR1": "a Parquet file",
    b"SQLite format 3": "an SQLite database",
    b"7z\xbc\xaf\x27\x1c": "a 7z archive",
    b"Rar!": "a RAR archive",
    b"\xfd7zXZ": "an xz archive",
    b"\x28\xb5\x2f\xfd": "a zstd archive",
    b"BZh": "a bzip2 archive",
}
SAVE_AS_CSV = "Export the table again as CSV (or save it as .xlsx) and load that file."
OLD_OFFICE = b"\xd0\xcf\x11\xe0"
WORKBOOKS = ("Workbook", "Book")  # what the streams of an old Excel file are called
DOWNLOAD_AGAIN = "Download it again and load the new file."
LEADS_OUTSIDE = re.compile(r"^/|\\|(^|/)\.\.(/|$)|^[A-Za-z]:")
TAR = slice(257, 262)  # where a tar archive says that it is one
CTRL_Z = b"\x1a"  # how old programs end a text
DAMAGES = (EOFError, OSError, zipfile.BadZipFile, zlib.error, lzma.LZMAError)


def kind(path: Path) -> Kind:
    """Told by the bytes, never by the name. Refuses what holds no table."""
    with path.open("rb") as opened:
        head = opened.read(1 << 16)
    if not head.strip(b"\0 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise Refused("a table of rows and columns", "an empty file", "Export it again and load the new file.")
    if head.startswith(b"PK"):
        return _zip_or_xlsx(path)
    if head.startswith(b"\x1f\x8b"):
        return "gzip"
    if head.startswith(OLD_OFFICE):
        return _xls(path)
    if head[TAR] == b"ustar":
        todo = "Unpack it and load the files inside, or pack them as a zip."
        raise Refused("a CSV file, an Excel file or a zip of them", "a tar archive (.tar, .tar.gz)", todo)
    for magic, what in FOREIGN.items():
        if head.startswith(magic):
            raise Refused("a CSV file, an Excel file (.xlsx) or a zip of them", what, SAVE_AS_CSV)
    _refuse_other_text(head)
    return "text"


def members(path: Path, archive: Kind) -> Iterator[tuple[str, Path]]:
    """Name and unpacked copy of every file in an archive. Whoever takes a copy deletes it."""
    if archive == "gzip":
        with gzip.open(path) as packed:
            yield "", _unpacked(packed, path.stat().st_size, _said_size(path))
        return
    with zipfile.ZipFile(path) as archived:
        for member in _safe(archived):
            yield member.filename, _member(archived, member)


def first_pieces(path: Path, archive: Kind, size: int, most: int) -> Iterator[tuple[bytes, int]]:
    """The first bytes of the files in an archive, and how many bytes it says that they have."""
    if archive == "gzip":
        with gzip.open(path) as packed:
            yield packed.read(size), _said_size(path)
        return
    with zipfile.ZipFile(path) as archived:
        for member in _safe(archived)[:most]:
            with archived.open(member) as packed:
                yield packed.read(size), member.file_size


def _said_size(packed: Path) -> int:
    """Of what a gzip file unpacks to, as far as its last four bytes can count."""
    with packed.open("rb") as opened:
        opened.seek(-4, 2)
        return int.from_bytes(opened.read(), "little")


def _member(archived: zipfile.ZipFile, member: zipfile.ZipInfo) -> Path:
    try:
        with archived.open(member) as packed:
            return _unpacked(packed, member.compress_size, member.file_size)
    except NotImplementedError:
        todo = "Unpack it and load the files inside, or pack them as an ordinary zip."
        found = f"“{member.filename}”, packed in a way that is not known here"
        raise Refused("an ordinary zip", found, todo) from None
    except DAMAGES as damaged:
        raise Refused("a whole archive", f"a damaged one ({damaged})", DOWNLOAD_AGAIN) from None


def _zip_or_xlsx(path: Path) -> Kind:
    try:
        with zipfile.ZipFile(path) as archived:
            found = archived.infolist()
    except (*DAMAGES, NotImplementedError):
        raise Refused("a whole zip or Excel file", "a damaged one", DOWNLOAD_AGAIN) from None
    names = {member.filename for member in found}
    if "xl/workbook.xml" in names or "xl/workbook.bin" in names:
        _refuse_bomb(sum(member.file_size for member in found), path.stat().st_size)
        return "xlsx"
    if "[Content_Types].xml" in names or "mimetype" in names:
        raise Refused("a CSV file, an Excel file (.xlsx) or a zip of them", "another office document", SAVE_AS_CSV)
    return "zip"


def _xls(path: Path) -> Kind:
    """The old container of Excel, of Word and of what a password protects: told by the names of its streams."""
    content = path.read_bytes()
    if "EncryptedPackage".encode("utf-16-le") in content:
        found, todo = "one that a password protects", "Save it without the password and load that file."
        raise Refused("an Excel file that opens without a password", found, todo)
    if not any(f"{name}\0".encode("utf-16-le") in content for name in WORKBOOKS):
        expected = "a CSV file, an Excel file (.xlsx, .xls) or a zip of them"
        raise Refused(expected, "an old office document that holds no Excel sheet (.doc, .msg)", SAVE_AS_CSV)
    return "xls"


def _refuse_other_text(head: bytes) -> None:
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:2_000].lower()
    if start.startswith(b"<?xml") and b"<html" not in start:
        raise Refused("a CSV file", "an XML document", SAVE_AS_CSV)
    if re.match(rb"<(!doctype|html|head|body|table|meta|style|script|\?xml|!--)", start):
        todo = "Often it is a login page: sign in to the tool, download the export again and load that file."
        raise Refused("a CSV file", "a web page", todo)
    if start.startswith(b"version https://git-lfs"):
        todo = "Fetch the file itself (`git lfs pull`) and load that."
        raise Refused("a CSV file", "a Git LFS pointer, which only says where the file is kept", todo)
    if re.match(rb'(\[\s*)?\{\s*"|\[\s*\[', start):
        raise Refused("a CSV file", "JSON", "Choose CSV where the tool offers a format, and load that file.")
    if not encodings.marked(head)[0] and _control_bytes(head.rstrip(CTRL_Z)) > len(head) / 50:
        raise Refused("a CSV file", "bytes that are not text", SAVE_AS_CSV)


def _control_bytes(head: bytes) -> int:
    return sum(head.count(bytes([code])) for code in (*range(1, 9), *range(14, 32), 127))


def _safe(archived: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    if not all(PurePosixPath(member.filename).parts for member in archived.infolist()):
        raise Refused("a whole archive", "one with a file that has no name", DOWNLOAD_AGAIN)
    found = [member for member in archived.infolist() if not member.is_dir()]
    for member in found:
        if LEADS_OUTSIDE.search(member.filename):
            todo = "Do not open this archive; ask for a new one from the tool itself."
            raise Refused("files inside the archive", f"“{member.filename}”, which points outside of it", todo)
        if stat.S_ISLNK(member.external_attr >> 16):
            todo = "Pack the file that it points to, and load that zip."
            raise Refused("files inside the archive", f"“{member.filename}”, which only points to another file", todo)
        if member.flag_bits & 1:
            todo = "Unpack it with the password and load the files inside."
            raise Refused("an archive that opens without a password", "an encrypted one", todo)
    if len(found) > MOST_MEMBERS:
        raise Refused(f"at most {MOST_MEMBERS:,} files in an archive", f"{len(found):,}", "Load the files you need.")
    if not found:
        raise Refused("an archive with at least one file", "an empty one", "Export it again and load the new file.")
    for member in found:
        _refuse_bomb(member.file_size, member.compress_size)
    _refuse_bomb(sum(member.file_size for member in found), sum(member.compress_size for member in found))
    return [member for member in found if not _is_litter(PurePosixPath(member.filename))]


def _is_litter(name: PurePosixPath) -> bool:
    return name.parts[0] == "__MACOSX" or name.name in {".DS_Store", "Thumbs.db", "desktop.ini"}


def _unpacked(packed: IO[bytes] | gzip.GzipFile, packed_size: int, said_size: int) -> Path:
    """Counts what really comes out: the size that an archive declares can be a lie."""
    size = 0
    with tempfile.NamedTemporaryFile(prefix="custodian-", delete=False) as copy:
        try:
            while chunk := packed.read(CHUNK):
                size += len(chunk)
                _refuse_bomb(size, packed_size)
                copy.write(chunk)
                passing.went_by("Unpacking", size, said_size)
        except DAMAGES as damaged:
            Path(copy.name).unlink()
            found = f"a damaged one ({damaged})"
            raise Refused("a whole archive", found, DOWNLOAD_AGAIN) from None
        except Refused:
            Path(copy.name).unlink()
            raise
    return Path(copy.name)


def _refuse_bomb(size: int, packed_size: int) -> None:
    room = shutil.disk_usage(tempfile.gettempdir()).free
    if size > min(MOST_BYTES, room) or (size > HARMLESS_BYTES and size > MOST_TIMES * max(packed_size, 1)):
        found = f"one that unpacks to more than {size >> 20:,} MB from {packed_size:,} bytes"
        todo = "Unpack it yourself, look at it, and load the files you need."
        raise Refused("an archive of ordinary exports", found, todo)

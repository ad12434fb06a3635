"""Which characters a file's bytes mean, told from a byte-order mark, from validity, and only then from likelihood."""

import codecs
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from charset_normalizer import from_bytes

from custodian.intake import letters
from custodian.intake.letters import Reader
from custodian.intake.staging import Refused

SPOKEN = {
    "cp1252": "Windows-1252 (Western Europe)",
    "cp1250": "Windows-1250 (Central Europe)",
    "cp1251": "Windows-1251 (Cyrillic)",
    "cp1253": "Windows-1253 (Greek)",
    "cp1254": "Windows-1254 (Turkish)",
    "latin_1": "Latin-1",
    "koi8_r": "KOI8-R (Cyrillic)",
    "mac_roman": "Mac Roman",
    "cp850": "DOS (CP850)",
    "cp949": "Korean (CP949)",
    "cp932": "Japanese (Shift-JIS)",
    "gb18030": "Chinese (GB18030)",
}
BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # begins as the one of UTF-16 does
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
CARONS = re.compile("[ŠšŽž]")  # the same byte in both Windows pages, and rare west of Prague
SIGNS_IN_WORDS = re.compile(r"[£¥¯¹³¼¾][a-zà-ÿ]|[a-zà-ÿ]¿[a-zà-ÿ]")  # how Windows-1252 shows the Polish Łódź, żółty
# Bytes that are letters of a word on a Mac only: Windows has signs there, or capitals, which no word has inside.
MAC_LETTERS = re.compile(
    rb"[A-Za-z][\x87-\x91\x93-\x95\x98\x99\x9b\x9f](?=[a-z])|[a-z][\x88\x8e\x8f](?=[\s,;\"|])"
    rb"|[bcdfghj-np-tvwxz]\x9a(?=[bcdfghj-np-tvwxz])",  # ö, where Windows has an š that cannot be spoken
    re.IGNORECASE,
)
MAC_OR_WINDOWS = re.compile(rb"[A-Za-z][\x92\x96\x97\x9a\x9c-\x9f](?=[a-z])")
WINDOWS_LETTERS = re.compile(rb"[A-Za-z][\xc0-\xff](?=[a-z])")
DOS_LETTERS = re.compile(rb"[A-Za-z][\x81\x82\x84](?=[a-z])")  # ü, é, ä: capitals on a Mac, signs in Windows
NOT_DOS = re.compile(rb"[A-Za-z][\x8e-\x90\x99-\x9c\x9f\xc0-\xd5\xd9-\xdf](?=[a-z])")  # capitals and signs in DOS
TURKISH = re.compile(rb"[\xd0\xdd\xde\xf0\xfd\xfe]")  # ğ, ı, ş: letters of Icelandic, Czech and Polish elsewhere
NOT_TURKISH = re.compile(
    rb"[\x8a\x8c-\x8f\x9a\x9c-\x9f\xa5\xb3\xb9\xbf\xc1\xcd\xd3\xda\xe1\xe3\xe6\xe8-\xed\xf1-\xf3\xf5\xf8\xfa]"
)
EASTERN = ("cp949", "cp932", "gb18030")  # letters of two bytes, of which a word of theirs has more than one
SAMPLE = 1 << 16
ENOUGH = 10_000  # lines with letters beyond ASCII


Pieces = Callable[[], Iterable[bytes]]


@dataclass(frozen=True)
class Decoded:
    text: str
    encoding: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Told:
    """How bytes are to be read, as far as it could be told without reading them all as such."""

    encoding: str
    mark: int = 0  # bytes to pass over
    is_broken: bool = False
    is_twice: bool = False
    notes: tuple[str, ...] = ()

    def reader(self) -> Reader:
        return Reader(self.encoding, self.is_broken, self.is_twice)


def decoded(content: bytes) -> Decoded:
    """The text without its byte-order mark. Refuses UTF-16 that is cut off."""
    for one in told(content, _is_text(content, "utf-8"), foreign(content), lambda: [content]):
        reader = one.reader()
        try:
            text = reader.text(content[one.mark :])
        except UnicodeError as broken:
            if one.is_twice:
                continue
            raise cut_off(one.encoding, broken) from None
        return Decoded(text, one.encoding, one.notes + reader.notes())
    raise AssertionError("the last way to read a file is never a doubtful one")


def told(head: bytes, is_utf8: bool, sample: bytes, pieces: Pieces) -> Iterator[Told]:
    """The ways to read a file, the likeliest first; a way that turns out wrong is followed by the next one."""
    encoding, mark = marked(head)
    if encoding and encoding != "utf-8":
        yield Told(encoding, mark)
    elif is_utf8:
        text = sample.decode("utf-8", "ignore")
        if shown := letters.around(text, letters.TWICE):
            yield Told("utf-8", mark, is_twice=True)
            yield Told(
                "utf-8", mark, notes=(f"Some letters look torn, for example “{shown}”: so they stand in the file.",)
            )
        yield Told("utf-8", mark)
    elif mark or _is_mostly_utf8(pieces()):
        yield Told("utf-8", mark, is_broken=True)
    else:
        encoding, notes = likely(sample)
        yield Told(encoding, notes=notes)


def marked(head: bytes) -> tuple[str, int]:
    """Encoding and length of the byte-order marks; ('', 0) where bytes alone do not say it."""
    for mark, encoding in BOMS:
        length = 0
        while head.startswith(mark, length):
            length += len(mark)
        if length:
            return encoding, length
    sample = head[:20_000]
    for encoding, odd in (("utf-16-le", 1), ("utf-16-be", 0)):
        if (
            len(sample) >= 8
            and b"\0" in sample
            and (sample[odd::2].count(0) > len(sample) * 0.4 or _has_wide_breaks(sample, odd))
        ):
            return encoding, 0
    return "", 0


def _has_wide_breaks(sample: bytes, odd: int) -> bool:
    """Whether line breaks are two bytes, at even places, as in UTF-16 of other than Latin letters."""
    pairs = zip(sample[1 - odd :: 2], sample[odd::2], strict=False)
    breaks = sum(1 for low, high in pairs if low == 10 and not high)
    return breaks > 0 and breaks * 2 >= sample.count(b"\n")


def foreign(content: bytes) -> bytes:
    """Some lines with bytes beyond ASCII."""
    if content.isascii():
        return b""
    return b"\n".join(line for line in content.splitlines() if not line.isascii())[:SAMPLE]


def likely(content: bytes) -> tuple[str, tuple[str, ...]]:
    """The encoding of text that is neither marked nor UTF-8, with the evidence as a note."""
    lines = [line for line in content.splitlines() if not line.isascii()]
    encoding, rival = _ranked(b"\n".join(lines)[:SAMPLE])
    texts = [line.decode(encoding, "replace").strip() for line in lines[:50]]
    example = min((text for text in texts if not text.isascii()), key=len, default="")  # a lone NBSP was stripped
    place = next((i for i, letter in enumerate(example) if not letter.isascii()), 0)
    shown = example[max(0, place - 12) : place + 12].strip(' ",;\t')
    said = f", which gives for example “{shown}”" if shown else ""
    note = f"The file is not UTF-8; it was read as {SPOKEN.get(encoding, encoding)}{said}."
    if rival:
        note += f" {SPOKEN[rival]} would fit too: check the letters with accents."
    return encoding, (note,)


def _ranked(sample: bytes) -> tuple[str, str]:
    """Best encoding and an equally good rival or ''. Windows-1252 unless something speaks for another."""
    if len(DOS_LETTERS.findall(sample)) > len(NOT_DOS.findall(sample)):
        return "cp850", ""
    if _is_mac(sample):
        return "mac_roman", ""
    if len(set(TURKISH.findall(sample))) > 1 and not NOT_TURKISH.search(sample):
        return "cp1254", ""
    matches = list(from_bytes(sample, cp_isolation=[name for name in SPOKEN if name not in ("mac_roman", "cp850")]))
    score = {name: (m.chaos, -m.coherence) for m in reversed(matches) for name in m.could_be_from_charset}
    western, central = score.get("cp1252"), score.get("cp1250")
    if western is None or (matches and matches[0].chaos + 0.1 < western[0]):
        best = matches[0].encoding if matches else "latin_1"
        is_lone = best in EASTERN and not re.search("[^\0-\x7f]{2}", sample.decode(best, "ignore"))
        return ("cp1252" if (best == "latin_1" or is_lone) and _is_text(sample, "cp1252") else best), ""
    if SIGNS_IN_WORDS.search(sample.decode("cp1252", "ignore")) and _is_text(sample, "cp1250"):
        return "cp1250", ""
    if central is None or sample.decode("cp1252", "ignore") == sample.decode("cp1250", "ignore"):
        return "cp1252", ""
    as_western = sample.decode("cp1252", "ignore")
    if CARONS.search(as_western) and central <= western:
        return "cp1250", ""
    if central[0] <= western[0] and central[1] < western[1]:
        return "cp1250", ""
    return "cp1252", "cp1250" if central == western else ""


def _is_mac(sample: bytes) -> bool:
    sure, either, windows = (len(found.findall(sample)) for found in (MAC_LETTERS, MAC_OR_WINDOWS, WINDOWS_LETTERS))
    beyond_ascii = sum(1 for code in sample if code > 127)
    return sure > 0 and sure + either > windows and (sure + either) * 3 >= beyond_ascii


def _is_text(content: bytes, encoding: str) -> bool:
    try:
        content.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _is_mostly_utf8(pieces: Iterable[bytes]) -> bool:
    """Whether lines whose letters are all whole are at least as many as those with broken bytes.

    Text in another encoding hardly ever has a line that is UTF-8 by chance.
    """
    decoder = codecs.getincrementaldecoder("utf-8")("surrogateescape")
    whole = broken = 0
    for piece in pieces:
        beyond = [line for line in decoder.decode(piece).splitlines() if not line.isascii()]
        wrong = sum(1 for line in beyond if letters.BROKEN.search(line))
        whole, broken = whole + len(beyond) - wrong, broken + wrong
        if whole + broken > ENOUGH:
            break
    return whole >= broken


def cut_off(encoding: str, broken: UnicodeError) -> Refused:
    place = broken.start if isinstance(broken, UnicodeDecodeError) else 0
    if encoding.startswith("utf-16"):
        found = f"one that ends in the middle of a letter or is damaged (byte {place:,})"
        return Refused("a whole UTF-16 file", found, "Download the export again and load the new file.")
    found = f"bytes that are none at byte {place:,}"
    return Refused(
        f"text in {SPOKEN.get(encoding, encoding)}", found, "Export it again as UTF-8 and load the new file."
    )

"""Which characters a file's bytes mean, told from a byte-order mark, from validity, and only then from likelihood."""

import codecs
import re
from dataclasses import dataclass
from pathlib import Path

from charset_normalizer import from_bytes

from custodian.intake.staging import Refused

SPOKEN = {
    "cp1252": "Windows-1252 (Western Europe)",
    "cp1250": "Windows-1250 (Central Europe)",
    "cp1251": "Windows-1251 (Cyrillic)",
    "cp1253": "Windows-1253 (Greek)",
    "cp1254": "Windows-1254 (Turkish)",
    "latin_1": "Latin-1",
    "mac_roman": "Mac Roman",
    "cp949": "Korean (CP949)",
    "cp932": "Japanese (Shift-JIS)",
    "gb18030": "Chinese (GB18030)",
}
BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
CARONS = re.compile("[ŠšŽž]")  # the same byte in both Windows pages, and rare west of Prague
SIGNS_IN_WORDS = re.compile(r"[£¥¯¹³¼¾][a-zà-ÿ]|[a-zà-ÿ]¿[a-zà-ÿ]")  # how Windows-1252 shows the Polish Łódź, żółty
# Bytes that are letters of a word on a Mac only: Windows has signs there, or capitals, which no word has inside.
MAC_LETTERS = re.compile(rb"[A-Za-z][\x80-\x91\x93-\x95\x98\x99\x9b](?=[a-z])|[a-z][\x88\x8e\x8f](?=[\s,;\"|])")
MAC_OR_WINDOWS = re.compile(rb"[A-Za-z][\x92\x96\x97\x9a\x9c-\x9f](?=[a-z])")
WINDOWS_LETTERS = re.compile(rb"[A-Za-z][\xc0-\xff](?=[a-z])")
SAMPLE = 1 << 16


@dataclass(frozen=True)
class Decoded:
    text: str
    encoding: str
    notes: tuple[str, ...] = ()


def decoded(content: bytes) -> Decoded:
    """The text without its byte-order mark. Refuses UTF-16 that is cut off."""
    encoding, mark = marked(content)
    if not encoding:
        encoding = "utf-8" if _is_utf8(content) else ""
    notes: tuple[str, ...] = ()
    if not encoding:
        encoding, notes = likely(content)
    try:
        text = content[mark:].decode(encoding)
    except UnicodeDecodeError as broken:
        raise _cut_off(encoding, broken) from None
    if nul := text.count("\0"):
        text = text.replace("\0", "")
        notes += (f"{nul:,} NUL characters were left out.",)
    return Decoded(text, "utf-8" if encoding == "utf-8-sig" else encoding, notes)


def marked(head: bytes) -> tuple[str, int]:
    """Encoding and length of the byte-order mark; ('', 0) where bytes alone do not say it."""
    for mark, encoding in BOMS:
        if head.startswith(mark):
            return encoding, len(mark)
    sample = head[:2_000]
    if len(sample) >= 8 and sample[1::2].count(0) > len(sample) * 0.4:
        return "utf-16-le", 0
    if len(sample) >= 8 and sample[0::2].count(0) > len(sample) * 0.4:
        return "utf-16-be", 0
    return "", 0


def likely(content: bytes) -> tuple[str, tuple[str, ...]]:
    """The encoding of text that is neither marked nor UTF-8, with the evidence as a note."""
    foreign = [line for line in content.splitlines() if not line.isascii()]
    sample = b"\n".join(foreign)[:SAMPLE]
    encoding, rival = _ranked(sample)
    example = min((line.decode(encoding, "replace").strip() for line in foreign[:50]), key=len)
    place = next(i for i, letter in enumerate(example) if not letter.isascii())
    shown = example[max(0, place - 12) : place + 12].strip(' ",;\t')
    note = f"The file is not UTF-8; it was read as {SPOKEN.get(encoding, encoding)}, which gives for example “{shown}”."
    if rival:
        note += f" {SPOKEN[rival]} would fit too: check the letters with accents."
    return encoding, (note,)


def transcoded(path: Path, encoding: str, mark: int, copy: Path) -> None:
    """Writes a UTF-8 copy, a piece at a time."""
    reader = codecs.getincrementaldecoder(encoding)()
    with path.open("rb") as source, copy.open("wb") as target:
        source.seek(mark)
        try:
            while piece := source.read(1 << 22):
                target.write(reader.decode(piece).replace("\0", "").encode())
            target.write(reader.decode(b"", final=True).encode())
        except UnicodeDecodeError as broken:
            raise _cut_off(encoding, broken) from None


def _ranked(sample: bytes) -> tuple[str, str]:
    """Best encoding and an equally good rival or ''. Windows-1252 unless something speaks for another."""
    if _is_mac(sample):
        return "mac_roman", ""
    matches = list(from_bytes(sample, cp_isolation=[name for name in SPOKEN if name != "mac_roman"]))
    score = {name: (m.chaos, -m.coherence) for m in reversed(matches) for name in m.could_be_from_charset}
    western, central = score.get("cp1252"), score.get("cp1250")
    if western is None or (matches and matches[0].chaos + 0.1 < western[0]):
        return (matches[0].encoding if matches else "latin_1"), ""
    if central is None or sample.decode("cp1252", "ignore") == sample.decode("cp1250", "ignore"):
        return "cp1252", ""
    as_western = sample.decode("cp1252", "ignore")
    if SIGNS_IN_WORDS.search(as_western) or (CARONS.search(as_western) and central <= western):
        return "cp1250", ""
    if central[0] <= western[0] and central[1] < western[1]:
        return "cp1250", ""
    return "cp1252", "cp1250" if central == western else ""


def _is_mac(sample: bytes) -> bool:
    sure, either, windows = (len(found.findall(sample)) for found in (MAC_LETTERS, MAC_OR_WINDOWS, WINDOWS_LETTERS))
    beyond_ascii = sum(1 for code in sample if code > 127)
    return sure > 0 and sure + either > windows and (sure + either) * 3 >= beyond_ascii


def _is_utf8(content: bytes) -> bool:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _cut_off(encoding: str, broken: UnicodeDecodeError) -> Refused:
    if encoding.startswith("utf-16"):
        found = f"one that ends in the middle of a letter or is damaged (byte {broken.start:,})"
        return Refused("a whole UTF-16 file", found, "Download the export again and load the new file.")
    found = f"bytes that are none at byte {broken.start:,}"
    return Refused(
        f"text in {SPOKEN.get(encoding, encoding)}", found, "Export it again as UTF-8 and load the new file."
    )

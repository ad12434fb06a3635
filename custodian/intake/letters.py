"""Text from bytes a piece at a time: what does not belong into it is left out or mended, counted and named."""

import codecs
import re
from dataclasses import dataclass, field

LEFT_OUT = {  # one, several
    "\0": ("1 NUL character was left out.", "{:,} NUL characters were left out."),
    "\ufeff": (
        "1 byte-order mark inside the text was left out.",
        "{:,} byte-order marks inside the text were left out.",
    ),
}
END_OF_FILE = "\x1a"  # how MS-DOS ended a text
OPEN_END = END_OF_FILE + "".join(map(chr, range(0xDC80, 0xDD00)))
BROKEN = re.compile("[\udc80-\udcff]")
# A letter of two bytes that was cut after the first one, as programs cut texts to a number of bytes.
CUT = re.compile('[\udcc2\udcc3](?=[\\s,;|"]|$)|[\udc80-\udcff]{2,}', re.MULTILINE)
WINDOWS = {byte: bytes([byte]).decode("cp1252", "replace") for byte in range(128, 256)}
AS_BYTE = {chr(code): code for code in range(256)} | {letter: byte for byte, letter in WINDOWS.items() if letter != "�"}
AS_CODE = {ord(letter): byte for letter, byte in AS_BYTE.items()}
_NEXT = "[" + re.escape("".join(letter for letter, byte in AS_BYTE.items() if 0x80 <= byte <= 0xBF)) + "]"
TWICE = re.compile(f"[ÃÂÄÅÐÑ]{_NEXT}|â[€‚\x80\x82]{_NEXT}")  # how Windows shows two and three bytes of UTF-8


@dataclass
class Reader:
    """Decodes pieces in their order; `notes` tells afterwards what was done to them."""

    encoding: str
    is_broken: bool = False  # UTF-8 but for some bytes
    is_twice: bool = False  # UTF-8 taken for Windows-1252 and made UTF-8 once more
    lines: int = 0
    left_out: dict[str, int] = field(default_factory=dict)
    broken: int = 0
    first: str = ""
    example: str = ""
    held: str = ""  # what the next piece may change

    def __post_init__(self) -> None:
        errors = "surrogateescape" if self.is_broken else "strict"
        self._outer = codecs.getincrementaldecoder(self.encoding)(errors)
        self._inner = codecs.getincrementaldecoder("utf-8")()

    def text(self, piece: bytes, is_last: bool = True) -> str:
        """Raises UnicodeError where the bytes are not what the reader was told."""
        text = self.held + self._outer.decode(piece, is_last)
        kept = text if is_last else text.rstrip(OPEN_END)
        self.held, text = text[len(kept) :], kept
        if self.is_twice:
            text = self._once(text, is_last)
        for letter in LEFT_OUT:
            if number := text.count(letter):
                self.left_out[letter] = self.left_out.get(letter, 0) + number
                text = text.replace(letter, "")
        if self.is_broken:
            text = self._mended(text)
        self.lines += _breaks(text)
        return text.rstrip(END_OF_FILE) if is_last else text

    def notes(self) -> tuple[str, ...]:
        notes = [LEFT_OUT[letter][number > 1].format(number) for letter, number in self.left_out.items()]
        if self.broken:
            some = "1 byte is" if self.broken == 1 else f"{self.broken:,} bytes are"
            notes.append(
                f"{some} not UTF-8 as the rest of the file is, first on line {self.first}: read as Windows-1252, "
                f"for example “{self.example}”. Look whether these letters are right."
            )
        elif self.is_twice and self.example:
            notes.append(f"The text had been made UTF-8 twice; it was read as meant, for example “{self.example}”.")
        return tuple(notes)

    def _once(self, text: str, is_last: bool) -> str:
        once = self._inner.decode(codecs.charmap_encode(text, "strict", AS_CODE)[0], is_last)
        self.example = self.example or around(once, re.compile("[^\0-\x7f]"))
        return once

    def _mended(self, text: str) -> str:
        found = BROKEN.search(text)
        if not found:
            return text
        line = self.lines + 1 + _breaks(text[: found.start()])
        self.broken += len(BROKEN.findall(text))
        text = CUT.sub(lambda cut: "�" * len(cut[0]), text)
        text = BROKEN.sub(lambda one: WINDOWS[ord(one[0]) - 0xDC00], text)
        if not self.first:
            self.first, place = f"{line:,}", found.start()
            self.example = _clipped(text, place)
        return text


def _breaks(text: str) -> int:
    returns = text.count("\r") - text.count("\r\n") if "\r" in text else 0
    return text.count("\n") + returns


def around(text: str, letters: re.Pattern[str]) -> str:
    found = letters.search(text)
    return _clipped(text, found.start()) if found else ""


def _clipped(text: str, place: int) -> str:
    """Some letters before and after a place, within its line and, where it can be, its cell."""
    line = re.split("[\r\n]", text[max(place - 12, 0) : place])[-1] + re.split("[\r\n]", text[place : place + 12])[0]
    return line.strip(' ",;\t')

"""Markdown for files that people keep: read as text it stays pleasant, and what people wrote stays text."""

import re
from collections.abc import Iterable, Sequence

_SIGNS = re.compile(r"([\\`*_\[\]<>|~&])")
_BEGINS_SOMETHING = re.compile(r"^([#+=-]|\d+(?=[.)](?:\s|$)))")
_LINKS = re.compile(r"(?<=:)(?=//)|(?<=\bwww)(?=\.)|(?=@)", re.IGNORECASE)


def literal(text: str) -> str:
    """Only what a reader of Markdown would take for more than text is escaped, addresses too."""
    written = _SIGNS.sub(r"\\\1", " ".join(text.split()))
    begins = _BEGINS_SOMETHING.match(written)
    if begins:
        written = written[: begins.end()] + "\\" + written[begins.end() :] if begins[0].isdigit() else f"\\{written}"
    return _LINKS.sub(r"\\", written)


def bullets(lines: Iterable[str]) -> list[str]:
    """One block, none where there is no line."""
    told = "\n".join(f"- {literal(line)}" for line in lines)
    return [told] if told else []


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    told = [head, ["---"] * len(head), *([literal(cell) for cell in row] for row in rows)]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in told)

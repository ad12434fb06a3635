"""Header names as tools write them: without regard to blanks, case and underscores, or by a regular expression."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache


def plain(name: str) -> str:
    """`Send_Date`, `SEND DATE ` and `send date` are one name."""
    return " ".join(name.replace("_", " ").split()).casefold()


@dataclass(frozen=True)
class Names:
    """Every spelling of one column, the best first. One between slashes is a regular expression."""

    spellings: tuple[str, ...]

    def places(self, header: Sequence[str]) -> list[int]:
        """Where the best spelling that is there stands; several places where the file repeats it."""
        for spelling in self.spellings:
            if is_pattern(spelling):
                found = [place for place, name in enumerate(header) if pattern(spelling).fullmatch(name.strip())]
            else:
                found = [place for place, name in enumerate(header) if name.strip() == spelling]
                found = found or [place for place, name in enumerate(header) if plain(name) == plain(spelling)]
            if found:
                return found
        return []

    def are_in(self, plain_header: set[str], header: Sequence[str]) -> bool:
        return any(
            any(pattern(spelling).fullmatch(name.strip()) for name in header)
            if is_pattern(spelling)
            else plain(spelling) in plain_header
            for spelling in self.spellings
        )

    def group(self, name: str) -> str:
        """What a pattern's group holds in a name, such as the currency in `Amount spent (EUR)`."""
        for spelling in filter(is_pattern, self.spellings):
            found = pattern(spelling).fullmatch(name.strip())
            if found and found.groups():
                return found[1]
        return ""


def is_pattern(spelling: str) -> bool:
    return len(spelling) > 2 and spelling.startswith("/") and spelling.endswith("/")


@cache
def pattern(spelling: str) -> re.Pattern[str]:
    return re.compile(spelling[1:-1], re.IGNORECASE)


def listed(names: Iterable[str]) -> str:
    return ", ".join(f"“{name}”" for name in names)

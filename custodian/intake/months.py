"""Month names as people and tools write them, in 24 languages: `Sept`, `févr.`, `lokakuuta`, `März`."""

from pathlib import Path

import polars as pl

NAMES = Path(__file__).parents[2] / "data" / "month_names.txt"  # a line a month; asking babel delays every start
ENGLISH = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


def _names() -> dict[str, str]:
    lines = NAMES.read_text("utf-8").splitlines()
    return {name: f"{number:02}" for number, line in enumerate(lines, 1) for name in line.split()}


NUMBER_OF = _names()
WORD = "|".join(sorted(NUMBER_OF, key=len, reverse=True))


def number(word: pl.Expr) -> pl.Expr:
    """`01` to `12`, null where the word is no month."""
    names, numbers = list(NUMBER_OF), list(NUMBER_OF.values())
    return word.str.to_lowercase().replace_strict(names, numbers, default=None, return_dtype=pl.String)

"""Month names as people and tools write them, in 24 languages, from babel: `Sept`, `févr.`, `lokakuuta`, `März`."""

import unicodedata

import polars as pl
from babel import Locale

# No name means two months in these. Croatian is not among them: its listopad is October, the Polish one November.
LANGUAGES = "en de fr es pt it nl pl sv da nb fi cs sk ro hu tr ru uk sl lt lv et bg"
ALSO = {1: "jänner janv ene", 2: "feber", 3: "maerz maart", 8: "aout", 9: "sept set", 10: "ott", 12: "dic dez"}


def _names() -> dict[str, str]:
    found: dict[str, str] = {}
    for language in LANGUAGES.split():
        for forms in Locale.parse(language).months.values():
            for width in ("wide", "abbreviated"):
                found |= {_bare(name): f"{number:02}" for number, name in forms[width].items()}
    found |= {name: f"{number:02}" for number, names in ALSO.items() for name in names.split()}
    return {_without_accents(name): number for name, number in found.items()} | found


def _bare(name: str) -> str:
    return name.casefold().rstrip(".")


def _without_accents(name: str) -> str:
    return "".join(sign for sign in unicodedata.normalize("NFD", name) if not unicodedata.combining(sign))


NUMBER_OF = {name: number for name, number in _names().items() if name.isalpha()}
WORD = "|".join(sorted(NUMBER_OF, key=len, reverse=True))
ENGLISH = list(Locale.parse("en").months["format"]["wide"].values())


def number(word: pl.Expr) -> pl.Expr:
    """`01` to `12`, null where the word is no month."""
    names, numbers = list(NUMBER_OF), list(NUMBER_OF.values())
    return word.str.to_lowercase().replace_strict(names, numbers, default=None, return_dtype=pl.String)

"""One company however its name is written: word by word, without signs, accents and legal form."""

import unicodedata
from functools import cache

from custodian.domain.recalculation.words import lowered
from custodian.warehouse import company

WRITTEN_OUT = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "ø": "oe", "æ": "ae", "œ": "oe", "ł": "l", ".": None}
)
JOINING = {"und", "and", "et"}


def key(written: str | None, aliases: dict[str, str]) -> str | None:
    """What it stands for: as tied by a domain or a decision, else its words."""
    if written is None:
        return None
    return aliases.get(written) or " ".join(_without_form(_words(written))) or None


def _words(written: str) -> list[str]:
    plain = lowered(unicodedata.normalize("NFC", written)).translate(WRITTEN_OUT)
    bare = "".join(sign for sign in unicodedata.normalize("NFD", plain) if unicodedata.category(sign) != "Mn")
    bare = unicodedata.normalize("NFC", bare)
    spaced = "".join(sign if unicodedata.category(sign)[0] in "LN" else " " for sign in bare)
    return _without_joining(spaced)


def _without_joining(spaced: str) -> list[str]:
    """“Brown and Sons” is “Brown & Sons”: a joining word between others says nothing, the next one is a name."""
    words: list[str] = []
    was_dropped = False
    every = spaced.split()
    for at, word in enumerate(every):
        follows = at > 0 or spaced[0] == " "
        is_followed = at + 1 < len(every) or spaced[-1] == " "
        was_dropped = word in JOINING and follows and is_followed and not was_dropped
        if not was_dropped:
            words.append(word)
    return words


def _without_form(words: list[str]) -> list[str]:
    """Forms at the end, as many as there are; a name that is nothing else keeps its first word."""
    for at in range(1, len(words)):
        if _are_forms(tuple(words[at:])):
            return words[:at]
    return words


@cache
def _are_forms(words: tuple[str, ...]) -> bool:
    known = _forms()
    return not words or any(
        words[:length] in known and _are_forms(words[length:]) for length in range(1, len(words) + 1)
    )


@cache
def _forms() -> set[tuple[str, ...]]:
    return {tuple(form.split()) for form in company.legal_forms()}

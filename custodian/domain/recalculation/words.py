"""What texts say: our name, yes or no, why a deal was lost, whether marketing brought it."""

import re
from collections.abc import Iterable

YES = {"yes", "y", "ja", "j", "oui", "sí", "si", "sim", "true", "x"}


def lowered(text: str) -> str:
    """Sign by sign, as a search would: no sign becomes two, and none depends on its neighbours."""
    return text.lower() if text.isascii() else "".join(sign.lower()[0] for sign in text)


def names_us(text: str | None, brand_terms: Iterable[str]) -> bool:
    return text is not None and any(lowered(term) in lowered(text) for term in brand_terms)


def says_yes(text: str | None) -> bool:
    """Alone, or with more behind a sign."""
    if text is None:
        return False
    said = lowered(text.strip(" "))
    first = re.split(r"[,.;:!](?= |$)", said, maxsplit=1)[0]
    return first in YES


def loss_reason(text: str | None, known: Iterable[tuple[str, str]]) -> str:
    """The code of the reason that is named first."""
    found = [(at.start(), code) for code, pattern in known if (at := re.search(pattern, lowered(text or ""), re.A))]
    return min(found, default=(0, "other"))[1]


def is_from_marketing(source: str | None, campaign: str | None, marketing_sources: Iterable[str]) -> bool:
    if campaign is not None and campaign.strip(" "):
        return True
    return source is not None and lowered(source.strip(" ")) in {lowered(known) for known in marketing_sources}

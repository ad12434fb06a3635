"""Versions, signatures, names and places of a KPI in words. Pure functions."""

import difflib
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Literal

from custodian.domain import computations, definitions
from custodian.domain.computations import Seen
from custodian.domain.definitions import Version
from custodian.domain.kpi_names import Called
from custodian.domain.kpis import Kpi
from custodian.words import wording

_AVERAGE = "Summed first, divided last: no average of averages."
Part = tuple[Literal["same", "gone", "new"], str]


def formula(kpi: Kpi) -> str:
    """How the single facts become the value, in words."""
    if kpi.measure == "median":
        return "The middle value (median) of the single cases; half lie above, half below."
    if kpi.measure == "distinct":
        share = "divided by all of them" if kpi.unit == "percent" else "counted"
        return f"Each company or person counts once, however often it occurs, {share}."
    match kpi.unit:
        case "percent":
            return f"The cases that count ÷ all cases. {_AVERAGE}"
        case "score":
            return f"100 × (those in favour − those against) ÷ all answers. {_AVERAGE}"
        case "rating":
            return f"Sum of all ratings ÷ number of answers. {_AVERAGE}"
    if "denominator" in kpi.facts:
        return f"One sum ÷ another, as the definition says. {_AVERAGE}"
    return "Added up over all rows of the month."


def version(one: Version) -> str:
    """Version 2, holds since July 2026: signed by Ana Silva for marketing and Ben Roth for sales."""
    return f"{_which(one)}: {signed(one)}"


def _which(one: Version) -> str:
    match one.state:
        case "shipped":
            return f"Version {one.version}, as Custodian ships it"
        case "signed":
            return f"Version {one.version}, from {wording.month(one.valid_from or date.min)} on"
    return f"Version {one.version}, {one.state}, from {wording.month(one.valid_from or date.min)} on"


def signed(one: Version) -> str:
    by = [f"{each.name} for {each.team} on {moment(each.signed_at)}" for each in one.signatures]
    waits = f"not yet signed for {' and '.join(one.unsigned_by)}" if one.unsigned_by else ""
    said = f"signed by {' and '.join(by)}" if by else ""
    return ", ".join(part for part in (said, waits) if part)


def waiting(versions: Sequence[Version]) -> str:
    """What is proposed and waits; '' where nothing does."""
    one = definitions.open_one(versions)
    if one is None:
        return ""
    return f"{_which(one)}: “{one.words}” ({signed(one)})"


def called(every: Iterable[Called]) -> str:
    """Marketing says “MQL”, sales says “warm lead”."""
    said = ", ".join(f"{one.team} says {' or '.join(f'“{name}”' for name in one.names)}" for one in every if one.names)
    return said[:1].upper() + said[1:]


def changed(known: Sequence[Seen], holding: Version) -> str:
    """What an update of Custodian changed, and whether the signed words were written for another computation."""
    when = computations.changed_at(known)
    if when is None:
        return ""
    said = (
        f"The computation changed with the version of Custodian that is here since {moment(when)}; every month was "
        "computed anew."
    )
    is_older = holding.computed_as and known and holding.computed_as != known[0].fingerprint
    if not is_older and all(each.signed_at >= when for each in holding.signatures):
        return said
    return f"{said} What was signed is older: read it again, and propose new words if they no longer fit."


def moment(when: datetime) -> str:
    return f"{wording.day(when)} {when.year}"


def difference(before: str, after: str) -> list[Part]:
    """Two texts word by word as what stayed, what is gone, what is new; the words of either in their order."""
    one, other = re.findall(r"\S+\s*|\s+", before), re.findall(r"\S+\s*|\s+", after)
    parts: list[Part] = []
    for kind, a, b, c, d in difflib.SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if kind == "equal":
            parts.append(("same", "".join(one[a:b])))
            continue
        parts += [("gone", "".join(one[a:b]))] if b > a else []
        parts += [("new", "".join(other[c:d]))] if d > c else []
    return parts

"""Whose answers stand in a row: the response's number, or where the tool gives none, one that stays the same.

It is made of the moment at which the response was given, brought from the zone it names, so that a newer export, or one
in another order, gives the old responses the numbers they had; where there is no moment, of the answers themselves.
"""

import hashlib
from collections import defaultdict
from collections.abc import Sequence

import polars as pl

from custodian.intake import dates, zones
from custodian.intake.contracts import Contract
from custodian.intake.staging import Refused

BY_MOMENT, BY_TIME, BY_ANSWERS = "(its moment)", "(its time as written)", "(its answers)"
MADE = (BY_MOMENT, BY_TIME, BY_ANSWERS)
AGAIN = "Export it as before, or load it as another source: the same answers would count twice."


def made(times: pl.Series | None, answers: Sequence[tuple[str, ...]], contract: Contract) -> tuple[str, pl.Series]:
    """What the responses are told apart by, and their numbers. Raises Refused where it was something else before."""
    if times is not None and contract.zones:
        times = pl.select(zones.settled(pl.lit(times), contract.zones)).to_series()
    if times is None:
        how, firsts = BY_ANSWERS, [_digest(row) for row in answers]
    elif times.len() and (_has_zone(times)).all():
        moments = pl.select(dates.moment(pl.lit(times), "", "", has_words=True)).to_series()
        written = moments.dt.strftime("%Y-%m-%dT%H:%M:%SZ")
        how, firsts = BY_MOMENT, [moment or time for moment, time in zip(written, times, strict=True)]
    else:
        how, firsts = BY_TIME, [time or _digest(row) for time, row in zip(times, answers, strict=True)]
    before = contract.columns.get("response_id", how)
    if before != how:
        raise Refused(f"responses told apart by {before}, as in this source's files before", f"{how} alone", AGAIN)
    return how, pl.Series(_numbered(firsts, answers), dtype=pl.String)


def _has_zone(times: pl.Series) -> pl.Series:
    return pl.select(zones.as_offset(pl.lit(times)).str.contains(r":\d\d.* ?[+-]\d\d:\d\d$")).to_series()


def _digest(row: tuple[str, ...]) -> str:
    """Of what was answered: a question added later has no answer in an old row."""
    return hashlib.sha256("\x1f".join(filter(None, row)).encode()).hexdigest()[:16]


def _numbered(firsts: Sequence[str], answers: Sequence[tuple[str, ...]]) -> list[str]:
    """Of several responses with one number the second is `… · 2`, in the order of what they say."""
    places = defaultdict(list)
    for place, first in enumerate(firsts):
        places[first].append(place)
    numbers = list(firsts)
    for first, same in places.items():
        ordered = sorted(same, key=lambda place: tuple(filter(None, answers[place])))
        for nth, place in enumerate(ordered[1:], 2):
            numbers[place] = f"{first} · {nth}"
    return numbers

"""Which touches came before each decided deal: channels that brought the company, people who talked with it."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import duckdb
import polars as pl

from custodian.domain import credit
from custodian.domain.credit import Credit, Journey, Span
from custodian.domain.periods import Period
from custodian.warehouse import queries

LOOK_BACK = 12  # months before the decision in which a touch counts
MOST_CHANNELS = 12  # the rarer ones are put together

Touched = tuple[bool, float, list[str]]


@dataclass(frozen=True)
class Channel:
    """A kind of touch: a channel that brings people, or people themselves; whose team makes it."""

    team: str
    medium: str  # channel, people
    name: str
    is_rest: bool = False  # several rarer ones together


@dataclass(frozen=True)
class Shared:
    """The credit of all channels, once by the number of won deals and once by their value."""

    channels: Mapping[str, Channel]
    by_number: Credit
    by_value: Credit
    decided: int
    untouched: int  # decided deals before which no touch is known
    value: float  # of the won deals with a touch

    def of_team(self, team: str, told: Credit) -> Span:
        return credit.together((span for span in told.spans if self.channels[span.channel].team == team), team)


def shared(cursor: duckdb.DuckDBPyConnection, period: Period, least_won: int) -> Shared:
    """The credit for the deals decided in the period; `value` is in the company's currency."""
    found = before_decisions(cursor, period)
    channels, names = _grouped(found)
    journeys = [
        Journey(
            tuple(names[touch.lower()] for touch in touches),
            won=int(is_won),
            lost=int(not is_won),
            value=max(amount, 0.0) if is_won else 0.0,
        )
        for is_won, amount, touches in found
    ]
    told = [journey for journey in journeys if journey.touches]
    return Shared(
        channels,
        credit.of(told, credit.by_number, least_won),
        credit.of(told, credit.by_value, least_won),
        decided=len(journeys),
        untouched=len(journeys) - len(told),
        value=sum(journey.value for journey in told),
    )


def before_decisions(cursor: duckdb.DuckDBPyConnection, period: Period) -> list[Touched]:
    """Of each deal decided in the period: whether it was won, its value, and its touches as “team|medium|name”."""
    days = {"first_day": period.first_day, "last_day": period.last_day}
    rows = queries.run(cursor, "credit/journeys", **days, look_back=LOOK_BACK)
    touch = pl.concat_str("team", "medium", "name", separator="|")
    deals = rows.group_by("deal", "is_won", "amount", maintain_order=True).agg(touch.drop_nulls().alias("touches"))
    return list(deals.select("is_won", "amount", "touches").iter_rows())


def _grouped(found: Iterable[Touched]) -> tuple[dict[str, Channel], dict[str, str]]:
    """The channels by their key, and under which key each counts, however it is written: a key has small letters."""
    often = Counter(touch for _, _, touches in found for touch in set(touches))
    spelled: dict[str, str] = {}
    for touch in sorted(often):
        spelled.setdefault(touch.lower(), touch)
    times = Counter({key: 0 for key in spelled})
    for touch, number in often.items():
        times[touch.lower()] += number
    known = {key: _channel(touch) for key, touch in spelled.items()}
    rarer = set(sorted(known, key=lambda key: (-times[key], key))[MOST_CHANNELS:])
    alike = Counter(_rest(known[key]) for key in rarer)
    names = {key: _rest(known[key]) if key in rarer and alike[_rest(known[key])] > 1 else key for key in known}
    channels = {names[key]: _named(channel, is_rest=names[key] != key) for key, channel in known.items()}
    return channels, names


def _channel(touch: str) -> Channel:
    team, medium, name = touch.split("|", 2)
    return Channel(team, medium, name)


def _rest(channel: Channel) -> str:
    return f"{channel.team}|{channel.medium}|"


def _named(channel: Channel, is_rest: bool) -> Channel:
    if is_rest:
        return replace(channel, name="Other channels" if channel.medium == "channel" else "Other talks", is_rest=True)
    return replace(channel, name=channel.name[:1].upper() + channel.name[1:])

"""A change shared out among the members of a split, in parts that add up to it exactly."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from custodian.domain import measures, points
from custodian.domain.kpis import Kpi
from custodian.domain.measures import Measured

State = Literal["both", "new", "vanished", "no rate"]
NOT_GIVEN = ""  # the member of rows that name none


@dataclass(frozen=True)
class Part:
    """What one member adds to the change, in the KPI's own unit.

    `change` = `rate` + `mix` where both are known: `rate` is from its own value, `mix` from its weight in the total.
    Neither is known of a sum, nor where the member has no value of its own in one of the periods.
    `member` is None for several taken together. `weights` are its shares of the denominator, before and now.
    """

    member: str | None
    state: State
    change: float
    rate: float | None = None
    mix: float | None = None
    before: float | None = None
    now: float | None = None
    weights: tuple[float, float] | None = None
    members: int = 1


@dataclass(frozen=True)
class Drivers:
    """A KPI's change between two periods and its parts, the largest first; others taken together come last."""

    kpi: Kpi
    split: str
    before: float
    now: float
    parts: tuple[Part, ...]

    @property
    def change(self) -> float:
        return self.now - self.before


@dataclass(frozen=True)
class Member:
    """The figures of one member in both periods; without a name, those of several taken together."""

    name: str | None
    before: Measured | None
    now: Measured | None
    members: int = 1

    @property
    def state(self) -> State:
        return "new" if _is_nothing(self.before) else "vanished" if _is_nothing(self.now) else "both"


def shared_out(
    kpi: Kpi, split: str, before: Sequence[Measured], now: Sequence[Measured], least: int = 0
) -> Drivers | None:
    """The change of a KPI that adds up, from one entry per member and period; the entries' months do not matter.

    With weights wᵢ = Dᵢ/D and rates rᵢ the rate part is w̄ᵢ·Δrᵢ and the mix part Δwᵢ·(r̄ᵢ − r̄); bars are means of both
    periods, r̄ is that of the whole. As weights sum to 1 in either, r̄ cancels out and the parts add up to the change
    exactly. A member without a denominator in a period has one part, Δ(Nᵢ/D) − Δwᵢ·r̄. Of a sum it is ΔNᵢ.
    In a survey, members with fewer than `least` answers are taken together. None where a period has no value.
    """
    wholes = added(before), added(now)
    if is_too_few(kpi, before, now, least) or wholes[0] is None or wholes[1] is None:
        return None
    first, last = (measures.value(kpi, whole) for whole in wholes)
    if first is None or last is None:
        return None
    mean = (first + last) / 2
    parts = [_part(kpi, member, (wholes[0], wholes[1]), mean) for member in paired(kpi, before, now, least)]
    return Drivers(kpi, split, first, last, ordered(parts))


def paired(kpi: Kpi, before: Sequence[Measured], now: Sequence[Measured], least: int) -> list[Member]:
    """The members of both periods; those of a survey with too few answers to be shown come last, as one."""
    sides = [{each.member: each for each in side} for side in (before, now)]
    names = dict.fromkeys([*sides[0], *sides[1]])
    every = [Member(name, sides[0].get(name), sides[1].get(name)) for name in names]
    few = [
        member
        for member in every
        if any(each and each.n and points.is_too_few(kpi, each.n, least) for each in (member.before, member.now))
    ]
    return [member for member in every if member not in few] + ([together(few)] if few else [])


def together(members: Sequence[Member]) -> Member:
    before = added([member.before for member in members if member.before])
    now = added([member.now for member in members if member.now])
    return Member(None, before, now, sum(member.members for member in members))


def added(side: Sequence[Measured]) -> Measured | None:
    """Sum first, in whatever numbers are given; None of nothing."""
    if not side:
        return None
    below = [each.denominator for each in side if each.denominator is not None]
    return replace(
        side[0],
        member=NOT_GIVEN,
        numerator=sum(each.numerator for each in side),
        denominator=sum(below) if below else None,
        n=sum(each.n for each in side),
    )


def is_too_few(kpi: Kpi, before: Sequence[Measured], now: Sequence[Measured], least: int) -> bool:
    return any(points.is_too_few(kpi, sum(each.n for each in side), least) for side in (before, now))


def ordered(parts: Sequence[Part]) -> tuple[Part, ...]:
    return tuple(sorted(parts, key=lambda part: (part.member is None, -abs(part.change), part.member)))


def largest(parts: Sequence[Part], most: int) -> tuple[Part, ...]:
    """At most so many parts and, last, all others taken together; they add up as before."""
    named = [part for part in parts if part.member is not None]
    others = [*named[most:], *(part for part in parts if part.member is None)]
    if len(others) < 2:
        return (*named[:most], *others)
    rates, mixes = [part.rate for part in others], [part.mix for part in others]
    taken = Part(
        member=None,
        state="both",
        change=sum(part.change for part in others),
        rate=None if None in rates else sum(rate for rate in rates if rate is not None),
        mix=None if None in mixes else sum(mix for mix in mixes if mix is not None),
        members=sum(part.members for part in others),
    )
    return (*named[:most], taken)


def most_telling(found: Sequence[Drivers]) -> Drivers | None:
    """The split in which one named member has most of all that moved; the first of equals.

    A split with one member shares nothing out: it is told only where there is no other.
    """
    return max(found, key=lambda drivers: (is_shared(drivers), concentration(drivers)), default=None)


def concentration(drivers: Drivers) -> float:
    """What the largest named part in the change's direction makes up of all that moved, either way: 0 to 1."""
    moved = sum(abs(part.change) for part in drivers.parts)
    ahead = [part.change if drivers.change >= 0 else -part.change for part in drivers.parts if part.member]
    return max([0.0, *ahead]) / moved if moved else 0.0


def is_shared(drivers: Drivers) -> bool:
    """Has the split two members or more that have a name?"""
    return sum(part.members for part in drivers.parts if part.member != NOT_GIVEN) > 1


def _part(kpi: Kpi, member: Member, wholes: tuple[Measured, Measured], mean: float) -> Part:
    own = [measures.value(kpi, each) for each in (member.before, member.now)]
    told = Part(member.name, member.state, 0, before=own[0], now=own[1], members=member.members)
    if wholes[0].denominator is None:
        return replace(told, change=(own[1] or 0) - (own[0] or 0))
    weights, adds = [], []
    for each, whole in zip((member.before, member.now), wholes, strict=True):
        weights.append((each.denominator or 0) / whole.denominator if each and whole.denominator else 0)
        adds.append(measures.value(kpi, replace(each, denominator=whole.denominator)) or 0 if each else 0)
    moved = weights[1] - weights[0]
    if own[0] is None or own[1] is None:
        state: State = "no rate" if told.state == "both" else told.state
        return replace(told, state=state, change=adds[1] - adds[0] - moved * mean, weights=(weights[0], weights[1]))
    rate = (weights[0] + weights[1]) / 2 * (own[1] - own[0])
    mix = moved * ((own[0] + own[1]) / 2 - mean)
    return replace(told, change=rate + mix, rate=rate, mix=mix, weights=(weights[0], weights[1]))


def _is_nothing(measured: Measured | None) -> bool:
    return measured is None or (
        measured.denominator is not None and not measured.denominator and not measured.numerator
    )

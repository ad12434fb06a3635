"""A change shared out, in one sentence made by rules from its parts: where the change is, never what caused it."""

from collections.abc import Sequence
from dataclasses import dataclass

from custodian.domain import parts
from custodian.domain.kpis import Kpi
from custodian.domain.parts import Drivers, Part, State
from custodian.words import wording

NAMED = 2  # parts told in a sentence, besides the one that goes against them
NEARLY_ALL, MOST = 0.95, 0.5  # of the change
CANCELLING = 0.75  # of what goes with the change is what goes against it
STANDS_OUT = 0.3  # of what goes with the change
WORTH_NAMING = 0.1  # of the change
NAME_LENGTH = 40

STATES: dict[State, str] = {"new": "new", "vanished": "no longer there", "no rate": "nothing to divide by", "both": ""}
RATES = {"percent": "share", "score": "score", "rating": "rating"}
UNTOLD = "Nothing to compare: one of the two has no figure."


@dataclass(frozen=True)
class Item:
    """A part as people say it, with what it adds and whether it is new or gone."""

    says: str
    amount: float
    state: State = "both"


def sentence(shared: Drivers | None, currency: str) -> str:
    """“Most of the +9 pts comes from a higher share in Germany (+8 pts); Spain (new, −1 pt) goes against it.”"""
    if shared is None:
        return UNTOLD
    items = sorted(_items(shared), key=lambda item: -abs(item.amount))
    change = signed(shared.kpi, shared.change, currency)
    ahead = [item for item in items if item.amount * shared.change > 0]
    against = [item for item in items if item.amount * shared.change < 0]
    if change == wording.NO_CHANGE:
        return _unchanged(shared, items, currency)
    if len(shared.parts) == 1:
        return _undivided(shared, change)
    if _total(against) >= CANCELLING * _total(ahead):
        both = _named(shared.kpi, [ahead[0], against[0]], currency)
        return f"The parts nearly cancel out and leave {change}: the largest are {both}."
    if len(ahead) > NAMED and abs(ahead[0].amount) < STANDS_OUT * _total(ahead):
        largest = _named(shared.kpi, ahead[:1], currency)
        return f"No {wording.split(shared.split)} stands out in the {change}: the largest part of it is {largest}."
    return _share_out(shared, change, ahead, against, currency)


def without_split(kpi: Kpi) -> str:
    return f"{kpi.title} is told as a whole only, so a change of it cannot be shared out."


def most_telling(kpi: Kpi, shared: Sequence[Drivers], currency: str) -> str:
    """The sentence of the split that tells most."""
    return sentence(parts.most_telling(shared), currency) if kpi.splits else without_split(kpi)


def rate(kpi: Kpi) -> str:
    """What a member's own value is called."""
    return "rate" if kpi.may_pass_100 else RATES.get(kpi.unit, "figure")


def signed(kpi: Kpi, amount: float, currency: str) -> str:
    """+9 pts · −€30k: a difference in the unit of the figure itself, never in percent of it."""
    size = abs(amount)
    written = wording.points(size) if kpi.unit == "percent" else wording.value(kpi.unit, size, currency)
    if not any(digit in written for digit in "123456789"):
        return wording.NO_CHANGE
    return ("+" if amount > 0 else wording.MINUS) + written


def name(shared: Drivers, part: Part) -> str:
    if part.member is None:
        return wording.counted(part.members, "other")
    return wording.plain(part.member, NAME_LENGTH) or f"rows without a {wording.split(shared.split)}"


def _share_out(shared: Drivers, change: str, ahead: Sequence[Item], against: Sequence[Item], currency: str) -> str:
    kpi, worth = shared.kpi, WORTH_NAMING * abs(shared.change)
    further = [item for item in ahead[1:NAMED] if abs(item.amount) >= worth and _is_told(kpi, item, currency)]
    named = [*ahead[:1], *further]
    covered = _total(named) / abs(shared.change)
    if covered > 2 - NEARLY_ALL:
        opening = f"More than all of the {change} comes"
    elif covered >= NEARLY_ALL:
        opening = f"{'All' if [*ahead, *against] == named else 'Nearly all'} of the {change} comes"
    elif covered > MOST:
        opening = f"Most of the {change} comes"
    else:
        opening = f"The largest {'parts' if further else 'part'} of the {change} {'come' if further else 'comes'}"
    said = f"{opening} from {_named(kpi, named, currency)}"
    if against and abs(against[0].amount) >= worth and _is_told(kpi, against[0], currency):
        said += f"; {_named(kpi, against[:1], currency)} goes against it"
    return f"{said}."


def _unchanged(shared: Drivers, items: Sequence[Item], currency: str) -> str:
    up, down = ([item for item in items if item.amount * side > 0][:1] for side in (1, -1))
    told = [item for item in (*up, *down) if _is_told(shared.kpi, item, currency)]
    if len(told) < 2:
        return f"No change to explain: {wording.value(shared.kpi.unit, shared.now, currency)} both times."
    both = _named(shared.kpi, told, currency)
    return f"No change to explain on the whole; its parts cancel out: the largest are {both}."


def _undivided(shared: Drivers, change: str) -> str:
    split, only = wording.split(shared.split), shared.parts[0]
    if only.member == parts.NOT_GIVEN:
        return f"No row names a {split}, so the {change} cannot be shared out."
    return f"All of the {change} is in {name(shared, only)}: there is no other {split}."


def _items(shared: Drivers) -> list[Item]:
    return [item for part in shared.parts for item in _said(shared, part)]


def _said(shared: Drivers, part: Part) -> list[Item]:
    told = name(shared, part)
    if part.rate is None or part.mix is None or part.weights is None:
        return [Item(told, part.change, part.state)]
    kind = rate(shared.kpi)
    return [
        Item(f"a {'higher' if part.rate > 0 else 'lower'} {kind} in {told}", part.rate),
        Item(f"{'more' if part.weights[1] > part.weights[0] else 'less'} of the total in {told}", part.mix),
    ]


def _named(kpi: Kpi, items: Sequence[Item], currency: str) -> str:
    """“Germany (+6 pts) and Italy (new, +2 pts)”"""
    said = []
    for item in items:
        amount = signed(kpi, item.amount, currency) if _is_told(kpi, item, currency) else ""
        notes = ", ".join(note for note in (STATES[item.state], amount) if note)
        said.append(f"{item.says} ({notes})" if notes else item.says)
    return " and ".join(said)


def _is_told(kpi: Kpi, item: Item, currency: str) -> bool:
    return signed(kpi, item.amount, currency) != wording.NO_CHANGE


def _total(items: Sequence[Item]) -> float:
    return sum(abs(item.amount) for item in items)

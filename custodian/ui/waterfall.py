"""A change as a waterfall: from the value before to the value now, one step a member, rate and mix told apart."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from custodian.domain import parts
from custodian.domain.parts import Drivers, Part
from custodian.ui import drawing
from custodian.words import sharing, wording

MOST = 8  # members; all others are one step more


@dataclass(frozen=True)
class Scale:
    """Where a value lies between the least and the greatest that is drawn, from 0 to 1."""

    least: float
    greatest: float

    def at(self, value: float) -> float:
        return round((value - self.least) / ((self.greatest - self.least) or 1.0), 5)


def draw(drivers: Drivers, then: str, now: str, currency: str) -> None:
    """`then` and `now` name the periods; they are the first and the last row."""
    drawing.of("bars")(key="drivers_chart", data={"steps": rows(drivers, then, now, currency)})


def rows(drivers: Drivers, then: str, now: str, currency: str) -> list[dict[str, Any]]:
    """As bars.js draws them: between two rows a thin line stands at the level reached."""
    told = parts.largest([part for part in drivers.parts if part.change or part.rate or part.mix], MOST)
    levels = list(accumulate((part.change for part in told), initial=drivers.before))
    inner = [level + part.rate for level, part in zip(levels, told, strict=False) if part.rate is not None]
    scale = Scale(min([*levels, *inner, drivers.now]), max([*levels, *inner, drivers.now]))
    members = [_member(drivers, part, level, scale, currency) for part, level in zip(told, levels, strict=False)]
    values = (wording.value(drivers.kpi.unit, value, currency) for value in (drivers.before, drivers.now))
    ends = [
        {"name": name, "at": scale.at(level), "value": value}
        for name, level, value in zip((then, now), (levels[0], levels[-1]), values, strict=True)
    ]
    return [ends[0], *members, ends[1]]


def _member(drivers: Drivers, part: Part, level: float, scale: Scale, currency: str) -> dict[str, Any]:
    """Name, sum and steps: “▲ +6 pts, better”."""
    said = sharing.signed(drivers.kpi, part.change, currency)
    word = "" if said == wording.NO_CHANGE else "better" if _is_good(drivers, part.change) else "worse"
    return {
        "name": "not given" if part.member == parts.NOT_GIVEN else sharing.name(drivers, part),
        "sum": f"{'▲' if part.change > 0 else '▼'} {said}" if word else said,
        "word": word,
        "more": _more(drivers, part, currency),
        "steps": _steps(drivers, part, level, scale, currency),
    }


def _steps(drivers: Drivers, part: Part, level: float, scale: Scale, currency: str) -> Sequence[dict[str, Any]]:
    """One, or one for the rate and one for the weight."""
    if part.rate is None or part.mix is None:
        told = [(part.change, sharing.STATES[part.state])]
    else:
        rate = _amount(drivers, sharing.rate(drivers.kpi), part.rate, currency)
        told = [(part.rate, rate), (part.mix, _amount(drivers, "weight", part.mix, currency))]
    steps = []
    for size, says in told:
        ends = {"from": scale.at(level), "to": scale.at(level + size)}
        steps.append({**ends, "good": _is_good(drivers, size), "says": says})
        level += size
    return steps


def _is_good(drivers: Drivers, change: float) -> bool:
    return (change > 0) == (drivers.kpi.direction == "up")


def _amount(drivers: Drivers, kind: str, amount: float, currency: str) -> str:
    """“share +5 pts”; nothing of what is too small to be told."""
    said = sharing.signed(drivers.kpi, amount, currency)
    return "" if said == wording.NO_CHANGE else f"{kind} {said}"


def _more(drivers: Drivers, part: Part, currency: str) -> str:
    """What is told of it beside the pointer."""
    unit = drivers.kpi.unit
    lines = [sharing.name(drivers, part)]
    if part.member is not None:
        lines.append(f"{wording.value(unit, part.before, currency)} → {wording.value(unit, part.now, currency)}")
    if part.weights:
        lines.append(f"{part.weights[0]:.0%} → {part.weights[1]:.0%} of the total")
    return "\n".join(lines)

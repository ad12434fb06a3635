"""What the Overview says of a month: where a change is, who is on it, and what is not worth a look."""

from collections.abc import Sequence

from custodian.domain import headline
from custodian.domain.charge import Charge
from custodian.domain.freshness import Freshness
from custodian.domain.parts import Drivers
from custodian.domain.readings import Reading
from custodian.words import comparison, sharing, wording

NOBODY = "Nobody is on it yet."
NOTHING_REAL = "Nothing is outside what it normally does. No figure asks for a decision this month."


def cause(reading: Reading, shared: Sequence[Drivers], currency: str) -> str:
    """Where the change is since it began; `shared` are its drivers between the months of `headline.since_it_began`."""
    said = sharing.most_telling(reading.kpi, shared, currency)
    before = headline.since_it_began(reading)[0].first_day
    return f"Since {wording.month_beside(before, reading.month)}: {said[:1].lower()}{said[1:]}" if shared else said


def on_it(charge: Charge) -> str:
    """The owners of the objectives that promise it, and who does what by when; '' where nobody is on it."""
    owners = [f"{one.sales_owner} · {one.marketing_owner}" for one in charge.objectives]
    to_do = [f"{one.what} ({one.owner}, due {wording.day(one.due)})" for one in charge.actions]
    said = "; ".join(dict.fromkeys([*owners, *to_do]))
    return f"On it: {said}" if said else ""


def calm(every: Sequence[Reading], real: int, fresh: Freshness) -> str:
    """What is not worth a look, in one line, and how far the data reaches."""
    normal = sum(reading.verdict == "normal variation" for reading in every)
    early = sum(reading.verdict == "too early" for reading in every)
    silent = len(every) - real - normal - early
    parts = [
        f"{wording.counted(real, 'real change')}",
        f"{wording.counted(normal, 'figure')} moved as they normally do",
    ]
    parts += [f"{early} cannot be judged yet"] if early else []
    parts += [f"{silent} {'has' if silent == 1 else 'have'} no data this month"] if silent else []
    parts += [f"data to {wording.day(fresh.last_day)}"] if fresh.last_day else []
    parts += [said] if (said := comparison.sentence(every)) else []
    return " · ".join(parts)

"""The finding of a month in one sentence, from the verdicts of its readings."""

from collections.abc import Iterable, Sequence
from datetime import date

from custodian.domain import periods
from custodian.domain.judging import Verdict
from custodian.domain.periods import Period
from custodian.domain.readings import Reading

NAMED = 2  # of each kind; a headline that lists everything says nothing
REAL: tuple[Verdict, ...] = ("real improvement", "real decline")
NOT_REAL: tuple[Verdict, ...] = ("normal variation", "too early", "no data")


def headline(readings: Iterable[Reading]) -> str:
    """“October: more people know us, but sales replies have slowed since August.”"""
    every = list(readings)
    known = [reading for reading in every if reading.verdict != "no data"]
    if not known:
        return "No figures for this month yet."
    month = f"{known[0].month:%B}"
    if not known[0].is_complete:
        return f"{month} is not over yet; its figures are judged when it is."
    better = _clauses([reading for reading in known if reading.verdict == "real improvement"])
    worse = _clauses([reading for reading in known if reading.verdict == "real decline"])
    if not better and not worse:
        judged = any(reading.verdict == "normal variation" for reading in known)
        return f"{month}: {'nothing is really different' if judged else 'too early to tell what is really different'}."
    return f"{month}: {', but '.join(side for side in (better, worse) if side)}."


def summary(readings: Iterable[Reading]) -> str:
    """“15 figures · 3 real changes · 12 normal variation”"""
    every = list(readings)
    verdicts = [reading.verdict for reading in every]
    real = sum(verdict in REAL for verdict in verdicts)
    figures = "1 figure" if len(every) == 1 else f"{len(every)} figures"
    changes = "1 real change" if real == 1 else f"{real} real changes"
    rest = [f"{verdicts.count(other)} {other}" for other in NOT_REAL if other in verdicts]
    return " · ".join([figures, changes, *rest])


def real_changes(readings: Iterable[Reading]) -> list[Reading]:
    """Newest first: what began lately is what can still be acted on; then in the order of the journey."""
    real = [reading for reading in readings if reading.verdict in REAL]
    return sorted(real, key=_began, reverse=True)


def since_it_began(reading: Reading) -> tuple[Period, Period]:
    """The months whose difference is the change: beside this one the last before it began, in season a year before."""
    in_season = reading.yardstick is not None and reading.yardstick.against_last_year
    before = periods.shifted(reading.month, -12) if in_season else periods.shifted(reading.since or reading.month, -1)
    return Period(before, periods.last_day(before)), Period(reading.month, periods.last_day(reading.month))


def _clauses(real: Sequence[Reading]) -> str:
    """The clauses of the newest changes; neighbours that began together share one “since”."""
    named = real_changes(real)[:NAMED]
    said = []
    for reading, following in zip(named, [*named[1:], None], strict=False):
        clause = reading.kpi.better if reading.verdict == "real improvement" else reading.kpi.worse
        shared = following is not None and _began(following) == _began(reading)
        said.append(clause if shared else clause + _since(reading))
    return " and ".join(dict.fromkeys(said))


def _began(reading: Reading) -> date:
    return reading.since or reading.month


def _since(reading: Reading) -> str:
    began = _began(reading)
    if began == reading.month:
        return ""
    return f" since {began:%B}" if began.year == reading.month.year else f" since {began:%B %Y}"

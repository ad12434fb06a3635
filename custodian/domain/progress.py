"""How far the joint objectives have come: every key result read from its figure, and what that says in a sentence."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

import duckdb

from custodian.domain import checkins, counts, keyresults, kpis, measures, objectives, periods, readings
from custodian.domain.checkins import CheckIn, Rounds
from custodian.domain.counts import Count
from custodian.domain.keyresults import IS_BEHIND, KeyResult, Standing, State
from custodian.domain.measures import Measured
from custodian.domain.objectives import Objective, Team
from custodian.domain.periods import Period
from custodian.domain.readings import Point
from custodian.warehouse import queries

_WORDS = ("None", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten")


@dataclass(frozen=True)
class Progress:
    objective: Objective
    standings: tuple[Standing, ...]
    rounds: Rounds = Rounds()

    @property
    def said(self) -> dict[Team, CheckIn]:
        """What both teams said last; empty until both have. An open round is in `rounds.waiting`."""
        return self.rounds.said

    @property
    def state(self) -> State:
        """An objective is no further than the key result that is furthest behind; one without data says nothing."""
        states = {standing.state for standing in self.standings} - {"no data"}
        in_order: tuple[State, ...] = ("behind", "no movement yet", "on course", "reached", "not begun")
        return next((state for state in in_order if state in states), "no data")

    @property
    def way(self) -> float | None:
        """The part of the way gone, from 0 to 1: the weighted mean of the key results that have a figure."""
        return weighted((standing.key_result.weight, standing.gone) for standing in self.standings)

    @property
    def gap(self) -> float:
        """How far the key result that is furthest behind is behind, as a part of its way."""
        return max((standing.gap for standing in self.standings if standing.gone is not None), default=-1.0)

    @property
    def disagreement(self) -> int:
        """Points between how sure the two teams are; 0 until both have said so."""
        sure = [check_in.how_sure for check_in in self.said.values()]
        return max(sure) - min(sure) if len(sure) == len(objectives.TEAMS) else 0


def of(cursor: duckdb.DuckDBPyConnection, month: date, today: date) -> list[Progress]:
    """The active objectives as they stand in the chosen month: where the teams disagree most first, then what is
    furthest behind."""
    promised = [objective for objective in objectives.current(cursor) if objective.status == "active"]
    found = standing_of(cursor, promised, month, today)
    return sorted(found, key=lambda progress: (-progress.disagreement, -progress.gap))


def standing_of(
    cursor: duckdb.DuckDBPyConnection, promised: Sequence[Objective], month: date, today: date
) -> list[Progress]:
    """Objectives with every key result as it stands in the chosen month, in the order given."""
    if not promised:
        return []
    first = min(periods.month_of(objective.first_day) for objective in promised)
    span = Period(min(first, periods.shifted(month, 1 - readings.MONTHS_SHOWN)), periods.last_day(month))
    points = _points(cursor, {result.kpi for objective in promised for result in objective.key_results}, span)
    counted, rounds = counts.past(cursor), checkins.rounds(cursor)
    return [
        Progress(
            objective,
            tuple(
                _counted(result, objective.period, counted.get(result.kpi, ()), month, today)
                if result.counted
                else keyresults.standing(
                    kpis.catalogue()[result.kpi], result, objective.period, points[result.kpi], month, today
                )
                for result in objective.key_results
                if result.counted or result.kpi in points
            ),
            rounds.get(objective.id, Rounds()),
        )
        for objective in promised
    ]


def weighted(parts: Iterable[tuple[float, float | None]]) -> float | None:
    """The mean of weights and values; what has no value is left out, and without any there is no mean."""
    known = [(weight, value) for weight, value in parts if value is not None]
    return sum(weight * value for weight, value in known) / sum(weight for weight, _ in known) if known else None


def headline(found: Sequence[Progress]) -> str:
    """Two of three joint objectives are on course; enquiries wait longer.

    After the semicolon stands the key result that is furthest behind its path: in the words of its KPI where it moved
    away from the target, with its title otherwise.
    """
    judged = [progress for progress in found if progress.state not in ("no data", "not begun")]
    if not judged:
        return "The joint objectives have no figures to be judged by yet."
    fine = sum(progress.state not in IS_BEHIND for progress in judged)
    rest = [standing for progress in judged for standing in progress.standings if standing.state in IS_BEHIND]
    worst = max(rest, key=lambda standing: standing.gap, default=None)
    return f"{_how_many(fine, len(judged))} on course" + (f"; {_what_is_wrong(worst)}." if worst else ".")


def overview(cursor: duckdb.DuckDBPyConnection, month: date, today: date) -> list[tuple[str, State]]:
    """Title and state of every active objective: for a glance on another page."""
    return [(progress.objective.title, progress.state) for progress in of(cursor, month, today)]


def most_disagreed(found: Iterable[Progress]) -> Progress | None:
    """The objective on which the two teams differ most in how sure they are, if they differ at all."""
    most = max(found, key=lambda progress: progress.disagreement, default=None)
    return most if most and most.disagreement >= checkins.DISAGREE_FROM else None


def _how_many(fine: int, every: int) -> str:
    if every == 1:
        return f"The joint objective is{'' if fine else ' not'}"
    plural = "is" if fine == 1 or not fine else "are"
    if fine == every:
        return f"{'Both' if every == 2 else f'All {_word(every).lower()}'} joint objectives are"
    return f"{_word(fine)} of {_word(every).lower()} joint objectives {plural}"


def _word(number: int) -> str:
    return _WORDS[number] if number < len(_WORDS) else str(number)


def _what_is_wrong(worst: Standing) -> str:
    if worst.state == "no movement yet":
        return f"“{worst.kpi.title}” has not moved yet"
    return worst.kpi.worse if (worst.way or 0) < 0 else f"“{worst.kpi.title}” is behind its path"


def _counted(result: KeyResult, period: Period, counted: Sequence[Count], month: date, today: date) -> Standing:
    """A month's value is the last one counted in it; of a day, the last one written."""
    last = {periods.month_of(one.counted_on): one for one in counted}
    points = [Point(at, one.value, None, None, 1) for at, one in last.items()]
    assert result.counted is not None
    found = keyresults.standing(result.counted, result, period, points, month, today)
    if found.month is None:
        return found
    count = last[found.month]
    return replace(found, counted_on=count.counted_on, counted_by=count.written_by)


def _points(cursor: duckdb.DuckDBPyConnection, keys: Iterable[str], span: Period) -> dict[str, list[readings.Point]]:
    """Months without a row have no point; a KPI that the catalogue no longer knows has no entry."""
    known = {key: kpis.catalogue()[key] for key in keys if key in kpis.catalogue()}
    minimum_n = queries.run(cursor, "measures/minimum_n").item()
    found: dict[str, list[readings.Point]] = {key: [] for key in known}
    parts = list(Measured.__dataclass_fields__)
    for key, *values in measures.kept(cursor, known, span).select("kpi", *parts).sort("kpi", "month").iter_rows():
        measured = Measured(*values)
        found[key].append(readings.point(known[key], measured, measured.month, minimum_n))
    return found

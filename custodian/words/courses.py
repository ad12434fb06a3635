"""A KPI on its path, in words: the month, the year to date, and where the year will land."""

from custodian.domain import forecasts, landings, paths
from custodian.domain.courses import Course
from custodian.domain.landings import Landing
from custodian.domain.paths import Against, State
from custodian.domain.periods import Period
from custodian.words import wording

SHAPES: dict[State, str] = {"ahead": "▲", "on path": "●", "behind": "▼"}
NO_PATH = "No target path for this fiscal year yet."


def year(course: Course) -> str:
    return named(course.year)


def named(year: Period) -> str:
    """2026, or 2026/27 where the fiscal year is not the calendar's."""
    first, last = year.first_day.year, year.last_day.year
    return f"{first}" if first == last else f"{first}/{last % 100:02}"


def lines(course: Course, currency: str) -> list[str]:
    """▲ October ahead: 8,412 beside a target of 8,000; it varies by ±900 by itself."""
    if not course.path:
        return [NO_PATH]
    found = []
    if course.in_month:
        found.append(_line(course.in_month, f"{course.until:%B}", currency))
    if course.to_date and len(course.to_date.months) > 1:
        found.append(_line(course.to_date, f"Year to date ({_months(course)})", currency))
    elif not course.to_date and course.held[1]:
        held, judged = course.held
        found.append(f"On its path or ahead in {held} of {judged} months; its months cannot be added up.")
    return found or [f"Nothing to judge yet: no month of {year(course)} that is over has both a figure and a target."]


def short(course: Course) -> str:
    """▲ ahead: the year to date, or the month where there is nothing else."""
    against = course.to_date or course.in_month
    if against:
        return f"{SHAPES[against.state]} {against.state}"
    return f"{course.held[0]} of {course.held[1]} months" if course.held[1] else ""


def landing(found: Landing, course: Course, currency: str) -> str:
    """The year will land at €1.3M to €1.5M, four times in five. Target €1.5M: unlikely (22%)."""
    unit, aim = found.kpi.unit, landings.target(found.kpi, course.path, course.year)
    what = f"The year {year(course)}" if found.is_total else f"{course.year.last_day:%B %Y}"
    promised = f"Target {wording.value(unit, aim, currency)}" if aim is not None else ""
    if found.missing:
        return f"No forecast: {found.missing}."
    if found.expected is None:
        return f"{what} landed at {wording.value(unit, found.final, currency)}. {promised}".strip(". ") + "."
    one = found.expected
    said = f"{what} will land at {wording.span(unit, one.low, one.high, currency)}, four times in five."
    if aim is None:
        return f"{said} {_why_no_target(found, course)}"
    chance = one.chance(aim, found.kpi.direction)
    return f"{said} {promised}: {forecasts.words(chance)} to be met ({_percent(chance)})."


def how(found: Landing) -> str:
    seasons = " with last years' seasons" if found.is_seasonal else ""
    return f"Foreseen from this figure’s past alone{seasons}: no plan is known to it."


def _line(against: Against, when: str, currency: str) -> str:
    unit = against.kpi.unit
    value, target = (wording.value(unit, number, currency) for number in (against.value, against.target))
    varies = wording.size(unit, against.tolerance, currency)
    by_itself = f"; by itself it varies by ±{varies}" if against.tolerance else ""
    return f"{SHAPES[against.state]} {when} {against.state}: {value} beside a target of {target}{by_itself}"


def _months(course: Course) -> str:
    assert course.to_date
    months = course.to_date.months
    whole = len([month for month in paths.months_of(course.year) if month <= course.until])
    left_out = f", {whole - len(months)} of {whole} months left out" if len(months) < whole else ""
    return f"{wording.short_month(months[0])[:3]}–{wording.short_month(months[-1])[:3]}{left_out}"


def _why_no_target(found: Landing, course: Course) -> str:
    if not found.is_total:
        return f"There is no target for {course.year.last_day:%B}."
    if not course.path:
        return "No target path to hold it against yet."
    return f"To hold it against the path all twelve months need a target; {len(course.path)} have one."


def _percent(chance: float) -> str:
    if not 0.05 <= chance <= 0.95:
        return "under 5%" if chance < 0.5 else "over 95%"
    return f"{100 * chance:.0f}%"

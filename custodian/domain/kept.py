"""How far both sides keep the service agreement in a month or quarter: owed and delivered, promised and answered."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Literal

import duckdb

from custodian.domain import agreement, intervals, periods
from custodian.domain.agreement import Terms
from custodian.domain.intervals import Interval
from custodian.domain.periods import Period
from custodian.warehouse import queries

State = Literal["kept", "not kept", "too close to say", "on course", "behind", "too few", "no data"]
Goals = tuple[tuple[date, float], ...]  # the targets of the KPI revenue by month, for terms without a goal of their own
OPEN_SHOWN = 8


@dataclass(frozen=True)
class Step:
    """One day on the way: what should have come by its end, and what had."""

    day: date
    owed: float
    done: float


@dataclass(frozen=True)
class Leads:
    """Marketing's side. `owed` is None where no revenue goal says how many; `missing` are its months without one."""

    owed: int | None
    owed_by_now: float | None
    delivered: int
    steps: tuple[Step, ...]
    goal: float | None
    missing: tuple[date, ...]
    state: State

    @property
    def kept(self) -> float | None:
        return self.delivered / self.owed_by_now if self.owed_by_now else None


@dataclass(frozen=True)
class Open:
    """An enquiry that nobody has answered though the time is over; `waited` in working hours."""

    lead_at: datetime
    company: str
    source: str
    waited: float


@dataclass(frozen=True)
class Replies:
    """Sales' side. `due` are the enquiries whose time is over; `waiting` those still in time, which count nowhere."""

    in_time: int
    late: int
    unanswered: int
    waiting: int
    middle: float | None  # working hours
    without_hour: int  # enquiries of which the export tells the day only
    steps: tuple[Step, ...]
    oldest: tuple[Open, ...]
    interval: Interval | None
    state: State

    @property
    def due(self) -> int:
        return self.in_time + self.late + self.unanswered

    @property
    def share(self) -> float | None:
        return self.in_time / self.due if self.due else None


@dataclass(frozen=True)
class SentBack:
    """What became of the leads handed over; `is_told` is whether any export says that leads come back."""

    accepted: int
    undecided: int
    reasons: tuple[tuple[str, int], ...]
    is_told: bool

    @property
    def number(self) -> int:
        return sum(leads for _, leads in self.reasons)

    @property
    def handed_over(self) -> int:
        return self.accepted + self.undecided + self.number


@dataclass(frozen=True)
class Standing:
    """Both sides in one period. `day` is the last that counts; the period is over where it is its own last."""

    period: Period
    day: date
    workdays: int
    workdays_gone: int
    leads: Leads
    replies: Replies
    sent_back: SentBack

    @property
    def is_over(self) -> bool:
        return self.day >= self.period.last_day


def standing(
    cursor: duckdb.DuckDBPyConnection,
    terms: Terms,
    goals: Goals,
    period: Period,
    until: date,
    now: datetime,
    least: int,
) -> Standing:
    """How both sides stand in the period, looked at up to the day `until`; `least` answers make a share."""
    known_to = queries.run(cursor, "agreement/known_to", now=now).item() or now
    is_running = period.last_day >= now.date()
    day = min(period.last_day, until, known_to.date() if is_running else period.last_day)
    days = {"first_day": period.first_day, "last_day": period.last_day}
    workdays = queries.run(cursor, "agreement/workdays", **days)["day"].to_list()
    gone = [one for one in workdays if one <= day]
    seen = Period(period.first_day, max(day, period.first_day))
    is_over = day >= period.last_day
    leads = _leads(cursor, terms, goals, period, seen, workdays, gone, is_over)
    replies = _replies(cursor, terms, seen, known_to, least, is_over)
    if not leads.delivered and not replies.steps:
        leads = replace(leads, state="no data")  # nothing of these days is loaded, which is not nothing delivered
    return Standing(period, day, len(workdays), len(gone), leads, replies, _sent_back(cursor, seen))


def _leads(
    cursor: duckdb.DuckDBPyConnection,
    terms: Terms,
    goals: Goals,
    period: Period,
    seen: Period,
    workdays: list[date],
    gone: list[date],
    is_over: bool,
) -> Leads:
    goal, missing = _goal(terms, goals, period)
    owed = None if goal is None else agreement.leads_owed(goal, terms)
    days = {"first_day": seen.first_day, "last_day": seen.last_day}
    came = dict(queries.run(cursor, "agreement/qualified", **days).iter_rows())
    delivered = sum(came.values())
    owed_by_now = None if owed is None else (owed if is_over else owed * len(gone) / max(len(workdays), 1))
    steps, done, worked = [], 0, 0
    for day in (seen.first_day + timedelta(days=at) for at in range((seen.last_day - seen.first_day).days + 1)):
        done, worked = done + came.get(day, 0), worked + (day in gone)
        steps.append(Step(day, (owed or 0) * worked / max(len(workdays), 1), done))
    return Leads(owed, owed_by_now, delivered, tuple(steps), goal, missing, _of_leads(owed_by_now, delivered, is_over))


def _of_leads(owed_by_now: float | None, delivered: int, is_over: bool) -> State:
    if owed_by_now is None:
        return "no data"
    if is_over:
        return "kept" if delivered >= owed_by_now else "not kept"
    return "on course" if delivered >= owed_by_now else "behind"


def _goal(terms: Terms, goals: Goals, period: Period) -> tuple[float | None, tuple[date, ...]]:
    """The period's revenue goal, and the months of it for which nobody wrote one."""
    months = list(periods.months(period.first_day, period.last_day))
    if terms.goal is not None:
        return terms.goal * len(months), ()
    written = dict(goals)
    missing = tuple(month for month in months if month not in written)
    return (None if missing else sum(written[month] for month in months)), missing


def _replies(
    cursor: duckdb.DuckDBPyConnection, terms: Terms, seen: Period, known_to: datetime, least: int, is_over: bool
) -> Replies:
    asked = {"first_day": seen.first_day, "last_day": seen.last_day, "known_to": known_to, "within": terms.reply_hours}
    enquiries = queries.text("agreement/enquiries")
    rows = queries.fetch(cursor, queries.around("agreement/replies", enquiries), **asked).to_dicts()
    oldest = queries.fetch(cursor, queries.around("agreement/open", enquiries), **asked, most=OPEN_SHOWN).to_dicts()
    whole = next(row for row in rows if row["day"] is None)
    steps, due, done = [], 0, 0
    for row in (row for row in rows if row["day"]):
        due, done = due + row["in_time"] + row["late"] + row["unanswered"], done + row["in_time"]
        steps.append(Step(row["day"], due * terms.reply_share, done))
    if steps and steps[-1].day < seen.last_day:
        steps.append(replace(steps[-1], day=seen.last_day))
    interval = intervals.of_share(whole["in_time"], due) if due >= least else None
    return Replies(
        **{name: whole[name] for name in ("in_time", "late", "unanswered", "waiting", "middle", "without_hour")},
        steps=tuple(steps),
        oldest=tuple(Open(**row) for row in oldest),
        interval=interval,
        state=_of_replies(terms, whole["in_time"], due, interval, is_over),
    )


def _of_replies(terms: Terms, in_time: int, due: int, interval: Interval | None, is_over: bool) -> State:
    if not due:
        return "no data"
    if interval is None:
        return "too few"
    if in_time / due >= terms.reply_share:
        return "kept" if is_over else "on course"
    if interval[1] >= terms.reply_share:
        return "too close to say"
    return "not kept" if is_over else "behind"


def _sent_back(cursor: duckdb.DuckDBPyConnection, seen: Period) -> SentBack:
    days = {"first_day": seen.first_day, "last_day": seen.last_day}
    rows = queries.run(cursor, "agreement/sent_back", **days).to_dicts()
    stayed = {row["says"]: row["leads"] for row in rows if not row["is_sent_back"]}
    return SentBack(
        accepted=stayed.get("accepted", 0),
        undecided=stayed.get("undecided", 0),
        reasons=tuple((row["says"], row["leads"]) for row in rows if row["is_sent_back"]),
        is_told=queries.run(cursor, "agreement/tells_sent_back").item(),
    )

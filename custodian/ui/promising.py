"""What people write about joint objectives, each in a dialog: goals, objectives, check-ins, carrying over."""

from collections.abc import Callable, Sequence
from datetime import date

import streamlit as st

from custodian.domain import checkins, counts, goals, objectives, periods, progress
from custodian.domain.checkins import CheckIn, Rounds
from custodian.domain.counts import Counted
from custodian.domain.objectives import Objective
from custodian.ui import changelog, filters, forms, goal_form, objective_form, overtaken, readings
from custodian.ui.filters import Chosen
from custodian.words import wording

GONE = "This is not there any more. Close this window and look again."


def draw(chosen: Chosen) -> None:
    """The form that the URL asks for, if any."""
    forms.show(_FORMS, chosen)


def _new(chosen: Chosen) -> None:
    draft, by = objective_form.ask(None, chosen)
    forms.submit("Save", by, lambda warehouse, by, at: objectives.save(warehouse, draft, by, at))


def _change(chosen: Chosen) -> None:
    opened = _asked_for(_objectives())
    if opened is None:
        st.info("There is no objective to change yet.")
        return
    with readings.cursor() as cursor:
        past = objectives.past(cursor, opened.id)
    overtaken.notice(past)
    draft, by = objective_form.ask(overtaken.opened(past), chosen)
    overtaken.submit("objective", past, draft, by)
    changelog.of_one("objective", opened.id)


def _carry_over(chosen: Chosen) -> None:
    old = _asked_for(_objectives())
    if old is None:
        st.info(GONE)
        return
    last_month = periods.shifted(periods.month_of(readings.today()), -1)
    with readings.cursor() as cursor:
        (stands,) = progress.standing_of(cursor, [old], last_month, readings.today())
    now = {one.key_result.kpi: one.value for one in stands.standings if one.value is not None}
    st.markdown(
        "A draft of the next period with the same owners and key results, each beginning where it stands now. "
        "A target that is reached already needs a new one."
    )
    draft, by = objective_form.ask(objectives.carried_over(old, now), chosen)
    forms.submit("Save", by, lambda warehouse, by, at: objectives.save(warehouse, draft, by, at))


def _goal(chosen: Chosen) -> None:
    draft, by = goal_form.ask(None, chosen)
    forms.submit("Save", by, lambda warehouse, by, at: goals.save(warehouse, draft, by, at))


def _change_goal(chosen: Chosen) -> None:
    with readings.cursor() as cursor:
        past = goals.past(cursor, filters.asked("id"))
    if not past:
        st.info(GONE)
        return
    overtaken.notice(past)
    draft, by = goal_form.ask(overtaken.opened(past), chosen)
    overtaken.submit("goal", past, draft, by)
    changelog.of_one("goal", past[0].id)


def _check_in(chosen: Chosen) -> None:
    objective = _asked_for([one for one in _objectives() if one.status == "active"])
    if objective is None:
        st.info("A check-in belongs to an active objective, and there is none yet. Write one first.")
        return
    team = st.radio("Team", objectives.TEAMS, format_func=str.capitalize, horizontal=True)
    st.markdown(_blind(_rounds(objective), team))
    sure = st.segmented_control("How sure are we to get there? 0 not at all, 10 certain", list(range(11)))
    note = st.text_area("What moved, or what is in the way?")
    counted = _counted(checkins.counted_by_hand(objective), chosen)
    by = filters.signature()
    draft = checkins.Draft(objective.id, team, note, sure, counted)
    forms.submit("Save", by, lambda warehouse, by, at: checkins.save(warehouse, draft, by, at))


def _blind(rounds: Rounds, team: objectives.Team) -> str:
    waiting = rounds.waiting
    if waiting is None:
        return "Both teams say it for themselves: nothing is shown before the other team has said, too."
    if waiting.team == team:
        return (
            f"{team.capitalize()} has said already ({waiting.written_by}). What you write takes its place; it can be "
            f"corrected until {waiting.other} has said."
        )
    return f"{waiting.team.capitalize()} has said. Once {team} has, too, both are shown."


def _counted(numbers: Sequence[Counted], chosen: Chosen) -> tuple[counts.Draft, ...]:
    """What was counted by hand; a number left empty stays as it was."""
    found = []
    for number in numbers:
        factor = wording.factor(number.unit)
        left, right = st.columns(2)
        unit = wording.unit(number.unit, readings.currency())
        value = left.number_input(f"{number.title} ({unit}), if counted anew", value=None, key=f"count_{number.id}")
        ends = min(periods.last_day(chosen.month), readings.today())
        day = right.date_input("Counted on", ends, format="YYYY-MM-DD", key=f"day_{number.id}")
        if value is not None and isinstance(day, date):
            found.append(counts.Draft(number.id, day, value / factor))
    return tuple(found)


def _show_rounds(chosen: Chosen) -> None:
    objective = _asked_for(_objectives())
    rounds = _rounds(objective) if objective else Rounds()
    if not rounds.closed:
        st.info("No round of check-ins is closed yet: what a team says is shown once the other has said, too.")
    for closed in reversed(rounds.closed):
        ends = max(said.written_at for said in closed.values())
        st.markdown(f"**{wording.day(ends)} {ends.year}**")
        for team in objectives.TEAMS:
            st.markdown(wording.literal(_told(closed[team])))
    if rounds.replaced:
        st.markdown("**Corrected before the other team had said**")
        for said in reversed(rounds.replaced):
            st.markdown(wording.literal(_told(said)))


def _told(said: CheckIn) -> str:
    signed = wording.signed(said.written_by, said.written_at)
    return f"{said.team.capitalize()} {said.how_sure}/10: {said.note} ({signed})"


def _rounds(objective: Objective) -> Rounds:
    with readings.cursor() as cursor:
        return checkins.rounds(cursor).get(objective.id, Rounds())


def _objectives() -> list[Objective]:
    with readings.cursor() as cursor:
        return objectives.current(cursor)


def _asked_for(known: list[Objective]) -> Objective | None:
    """The objective of the URL; without one there, the visitor chooses."""
    named = next((one for one in known if one.id == filters.asked("id")), None)
    if named:
        st.markdown(f"**{wording.literal(named.title)}**")
        return named
    return st.selectbox("Objective", known, format_func=_title) if known else None


def _title(objective: Objective) -> str:
    return objective.title if objective.status == "active" else f"{objective.title} ({objective.status})"


_FORMS: dict[str, tuple[str, Callable[[Chosen], None]]] = {
    "objective": ("New joint objective", _new),
    "change": ("Change an objective", _change),
    "carry-over": ("Carry over into the next period", _carry_over),
    "goal": ("New goal of the company", _goal),
    "change-goal": ("Change a goal", _change_goal),
    "check-in": ("Check in", _check_in),
    "rounds": ("Every round of check-ins", _show_rounds),
}

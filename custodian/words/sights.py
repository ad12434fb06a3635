"""What the items of a meeting showed, line by line, as the minutes tell it. Each line ends with a full stop."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from custodian.domain import checkins, headline, objectives, prospects
from custodian.domain.actions import Action
from custodian.domain.charge import Charge
from custodian.domain.kpis import STAGES, TEAMS
from custodian.domain.last_time import LastTime
from custodian.domain.progress import Progress
from custodian.domain.readings import Reading
from custodian.words import changes, findings, standings, verdicts, wording
from custodian.words import prospects as foreseen

NOTHING_PROMISED = "Nothing is promised together yet."


def last(found: LastTime, today: date) -> tuple[str, ...]:
    decided = [_sentence(f"Decided on {wording.day(one.decided_on)}: {one.what}") for one in found.decisions]
    to_do = [
        _sentence(
            f"{'☑' if one.done_on else '☐'} {one.what} ({one.owner}, due {wording.day(one.due)}{_late(one, today)})"
        )
        for one in found.actions
    ]
    return (*decided, *to_do)


def real_changes(
    every: Sequence[Reading],
    real: Sequence[Reading],
    causes: Mapping[str, str],
    charges: Mapping[str, Charge],
    currency: str,
) -> tuple[str, ...]:
    """`real` are the changes among `every`; `causes` and `charges` are by KPI."""
    if not real:
        return (calm(every),)
    return tuple(
        " ".join(
            _sentence(part)
            for part in (
                _figure(one, currency),
                verdicts.sentence(one),
                causes.get(one.kpi.key, ""),
                findings.on_it(charges.get(one.kpi.key, Charge())) or findings.NOBODY,
            )
            if part
        )
        for one in real
    )


def calm(every: Sequence[Reading]) -> str:
    """What is said where nothing really changed: that nothing did only where something could be judged."""
    is_judged = any(one.verdict == "normal variation" for one in every)
    return findings.NOTHING_REAL if is_judged else headline.headline(every)


def side_by_side(every: Iterable[Reading], currency: str) -> tuple[str, ...]:
    lead = leading(every)
    lines = []
    for stage in STAGES:
        told = [
            f"{wording.TEAM_NAMES[team]}: {_figure(lead[stage, team], currency)}, {verdicts.word(lead[stage, team])}"
            for team in TEAMS
            if (stage, team) in lead
        ]
        if told:
            lines.append(f"{wording.STAGES[stage][0]} – {'; '.join(told)}.")
    return tuple(lines)


def leading(every: Iterable[Reading]) -> dict[tuple[str, str], Reading]:
    """The first figure of each stage and team."""
    found: dict[tuple[str, str], Reading] = {}
    for one in every:
        found.setdefault((one.kpi.stage, one.kpi.team), one)
    return found


def promised(found: Sequence[Progress], currency: str, foresees: bool = False) -> tuple[str, ...]:
    """With where each key result will land if `foresees`."""
    return tuple(_promise(one, currency, foresees) for one in found) or (NOTHING_PROMISED,)


def how_sure(one: Progress) -> str:
    """No team's number is told before both have said theirs."""
    waiting = one.rounds.waiting
    said = f"{waiting.team.capitalize()} has said how sure it is, {waiting.other} has not yet." if waiting else ""
    if not one.said:
        return said or "No team has said yet how sure it is."
    if one.disagreement < checkins.DISAGREE_FROM:
        return f"The two teams agree. {said}".strip()
    return f"{one.disagreement} points apart: what does one team know that the other does not? {said}".strip()


def _promise(one: Progress, currency: str, foresees: bool) -> str:
    results = "; ".join(
        f"{standings.SHAPES[each.state]} {each.kpi.title} {wording.value(each.kpi.unit, each.value, currency)}, "
        f"{foreseen.says(each, prospects.of(each) if foresees else None, currency)}"
        for each in one.standings
    )
    sure = ", ".join(f"{team} {one.said[team].how_sure}" for team in objectives.TEAMS if one.said)
    owners = f"{one.objective.sales_owner}, {one.objective.marketing_owner}"
    said = f"How sure of 10: {sure}." if sure else how_sure(one)
    return f"{one.objective.title} ({owners}): {results or 'no figures yet'}. {said}"


def _figure(one: Reading, currency: str) -> str:
    value = wording.value(one.kpi.unit, one.figure.value, currency)
    change = changes.change(one, currency)
    return f"{verdicts.SHAPES[one.verdict]} {one.kpi.title} {value}".strip() + (f" ({change})" if change else "")


def _late(one: Action, today: date) -> str:
    days = one.days_late(today)
    return f", {standings.late(days)}" if days else ""


def _sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."

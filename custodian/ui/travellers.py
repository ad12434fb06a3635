"""The companies on their journey in words: who brought them, and those behind a figure by name."""

from collections.abc import Sequence
from typing import Any

from custodian.domain import intervals, journeys
from custodian.domain.travellers import Brought, By, Day, Traveller, Wanted
from custodian.ui import theme, wording

BY: dict[By, str] = {
    "team": "team",
    "source": "source",
    "campaign": "campaign",
    "segment": "segment",
    "country": "country",
}
TITLES = dict.fromkeys(("segment", "country"), "How far they get")
MOST_SHOWN = 15


def brought(every: Sequence[Brought], by: By, minimum_n: int) -> dict[str, Any]:
    """A row for each member; shares are of those first seen before they bought, with their 95 % intervals."""
    heads = [
        BY[by].capitalize(),
        "First seen before they bought",
        "Opportunity",
        "Customer",
        "Ordered again",
        "Seen when they bought",
    ]
    shown = every[:MOST_SHOWN]
    more = (
        f"The {MOST_SHOWN} greatest of {len(every):,}; the chooser above has the others."
        if len(every) > MOST_SHOWN
        else ""
    )
    most = max((each.prospects for each in every), default=0) or 1
    rows = [_member(each, minimum_n, most, is_whose=by not in TITLES) for each in shown]
    return {
        "kind": "table",
        "title": f"{TITLES.get(by, 'Who brought them')}, by {BY[by]}",
        "heads": heads,
        "rows": rows,
        "more": more,
    }


def _member(each: Brought, minimum_n: int, most: int, is_whose: bool) -> list[dict[str, Any]]:
    color = theme.TEAM.get(each.team, theme.MUTED)  # type: ignore[call-overload]
    whose = {"not known": "nothing tells who", "several": ""}.get(each.team, each.team)
    name = wording.shortened(each.member, 60) if each.member else "not named"
    return [
        {"text": name, "below": whose if is_whose and name != whose else "", "color": color},
        {"text": f"{each.prospects:,}", "bar": each.prospects / most, "color": color},
        *(_of(count, each.prospects, minimum_n) for count in (each.opportunities, each.customers, each.repeated)),
        {"text": f"{each.bought_at_once:,}" if each.bought_at_once else ""},
    ]


def _of(count: int, of: int, minimum_n: int) -> dict[str, Any]:
    if of < minimum_n:
        return {"text": f"{count} of {of}" if of else "", "below": "too few" if of else ""}
    low, high = intervals.of_share(count, of)
    return {"text": f"{count / of:.0%}", "below": wording.between(low, high)}


def title(wanted: Wanted, count: int) -> str:
    """“569 companies: opportunity, every deal lost”."""
    end = wanted.end.title.lower() if wanted.end else ""
    said = {
        "reached": "",
        "came_in": ", came in here",
        "arrived": f", went on to {end}",
        "lost": ", lost",
        "past": ", came in at a later step",
        "waiting": f", still on the way to {end}",
    }[wanted.state]
    when = f", first seen in {wording.month(wanted.cohort)}" if wanted.cohort else ""
    companies = "1 company" if count == 1 else f"{count:,} companies"
    return f"{companies}: {wanted.step.title.lower()}{said}{when}"


def listed(name: str, count: int, shown: Sequence[Traveller]) -> dict[str, Any]:
    """The companies by name, with day, file and line of each step."""
    more = f"The last {len(shown):,} that came; the CSV has all." if count > len(shown) else ""
    return {"kind": "listed", "title": name, "more": more, "rows": [_traveller(one) for one in shown]}


def _traveller(one: Traveller) -> dict[str, Any]:
    days = [(step.title, one.days[step.key]) for step in journeys.STEPS if step.key in one.days]
    days += [("Lost", one.lost)] if one.lost else []
    who = [one.country, one.segment, one.source, one.campaign]
    return {
        "name": one.name,
        "who": " · ".join(said for said in who if said) or "nothing tells who brought it",
        "days": [
            {"step": step, "on": _date(day), "where": f"{day.file or 'file unknown'}, line {day.line:,}"}
            for step, day in days
        ],
    }


def _date(day: Day) -> str:
    return f"{day.on.day} {day.on:%b %Y}"

"""What each KPI means, in words: definition, formula, reason, caveat, and which exports feed it."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from custodian.domain.kpis import Kpi
from custodian.ui import cards, filters, readings, theme, wording
from custodian.ui.filters import Chosen

_AVERAGE = "Summed first, divided last: no average of averages."


def formula(kpi: Kpi) -> str:
    """How the single facts become the value, in words."""
    if kpi.measure == "median":
        return "The middle value (median) of the single cases; half lie above, half below."
    if kpi.measure == "distinct":
        share = "divided by all of them" if kpi.unit == "percent" else "counted"
        return f"Each company or person counts once, however often it occurs, {share}."
    match kpi.unit:
        case "percent":
            return f"The cases that count ÷ all cases. {_AVERAGE}"
        case "score":
            return f"100 × (those in favour − those against) ÷ all answers. {_AVERAGE}"
        case "rating":
            return f"Sum of all ratings ÷ number of answers. {_AVERAGE}"
    if "denominator" in kpi.facts:
        return f"One sum ÷ another, as the definition says. {_AVERAGE}"
    return "Added up over all rows of the month."


def in_full(kpi: Kpi) -> str:
    """The definition as Markdown."""
    said = {name: wording.literal(text) for name, text in _parts(kpi).items()}
    return "\n\n".join(f"**{name}** {text}" for name, text in said.items())


def search(wish: str) -> list[Kpi]:
    """The KPIs in journey order whose words contain every word looked for."""
    words = wish.lower().split()
    return [kpi for kpi in readings.catalogue().values() if all(word in _everything(kpi) for word in words)]


def draw(found: Iterable[Kpi], chosen: Chosen) -> None:
    cards.show([{"kind": "dictionary", "entries": [_entry(kpi, chosen) for kpi in found]}], chosen, "dictionary")


def _entry(kpi: Kpi, chosen: Chosen) -> dict[str, Any]:
    return {
        "key": kpi.key,
        "title": kpi.title,
        "href": "kpi?" + urlencode({"key": kpi.key, **filters.in_url(chosen)}),
        "color": theme.TEAM[kpi.team],
        "place": f"{wording.STAGES[kpi.stage][0]} · {wording.TEAM_NAMES[kpi.team]}",
        "parts": list(_parts(kpi).items()),
    }


def _parts(kpi: Kpi) -> dict[str, str]:
    better = "higher is better" if kpi.direction == "up" else "lower is better"
    return {
        "Definition": kpi.definition,
        "Why it matters": kpi.reason,
        "Take care": kpi.caveat,
        "Formula": formula(kpi),
        "Read as": f"{wording.unit(kpi.unit, readings.currency())}, {better}",
        "Split by": ", ".join(wording.split(name) for name in kpi.splits) or "not split",
        "Fed by": f"{readings.exports_for(kpi)}.",
    }


def _everything(kpi: Kpi) -> str:
    return " ".join([kpi.key, kpi.title, kpi.team, kpi.stage, *_parts(kpi).values()]).lower()

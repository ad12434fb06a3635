"""One KPI's entry of the dictionary: what holds, what is proposed, its versions and names, the way from tool to KPI."""

from typing import Any

from custodian.domain import definitions, lineage
from custodian.domain.definitions import TEAMS, Version
from custodian.domain.kpis import Kpi
from custodian.domain.lineage import Feed, Table
from custodian.intake import formats
from custodian.ui import definition_forms, dictionary, drawing, filters, forms, frame, readings, theme
from custodian.ui.dictionary import Known
from custodian.ui.filters import Chosen
from custodian.words import definition_words, wording

_FACTS = ("Why it matters", "Take care", "Formula", "Read as", "Split by")
NOT_YET = "no name of its own yet"


def asked() -> Kpi | None:
    """The KPI that the address names."""
    return readings.catalogue().get(filters.asked("key"))


def draw(kpi: Kpi, chosen: Chosen) -> None:
    known = dictionary.known()
    frame.headline(
        f"What “{kpi.title}” means", "The words, who signed them, what was said before, and where it comes from."
    )
    data = {"entry": _entry(kpi, chosen, known), "lineage": _lineage(kpi), "color": theme.TEAM[kpi.team]}
    clicked = drawing.of("definitions")(key="entry", data=data, on_asked_change=_nothing)
    if clicked.asked:
        forms.open_one(**clicked.asked)
    frame.link("Definitions", "All definitions", chosen)
    definition_forms.draw(kpi, chosen)


def way(kpi: Kpi) -> None:
    """The lineage alone, for the KPI page."""
    drawing.of("definitions")(key="way", data={"lineage": _lineage(kpi), "color": theme.TEAM[kpi.team]})


def _entry(kpi: Kpi, chosen: Chosen, known: Known) -> dict[str, Any]:
    versions = known.versions[kpi.key]
    holding, waiting = definitions.in_force(versions, chosen.month), definitions.open_one(versions)
    told = dictionary.parts(kpi, chosen.month, known)
    return {
        "key": kpi.key,
        "newest": versions[0].version,
        "warning": told.get("Changed", ""),
        "holding": {
            "version": holding.version,
            "words": holding.words,
            "says": definition_words.version(holding),
            "unsigned": holding.unsigned_by,
        },
        "proposal": _proposal(waiting, holding) if waiting else None,
        "past": [_past(one, versions) for one in versions],
        "names": [_name(kpi, team, known) for team in TEAMS],
        "facts": [
            *([name, told[name]] for name in _FACTS if name in told),
            [dictionary.SHOWN_ON, dictionary.shown_on(kpi, known)],
        ],
    }


def _proposal(waiting: Version, holding: Version) -> dict[str, Any]:
    return {
        "version": waiting.version,
        "from": f"from {wording.month(waiting.valid_from or readings.today())} on",
        "parts": definition_words.difference(holding.words, waiting.words),
        "reason": waiting.reason,
        "says": f"Proposed by {_wrote(waiting)}; {definition_words.signed(waiting)}",
        "unsigned": waiting.unsigned_by,
    }


def _past(one: Version, versions: tuple[Version, ...]) -> dict[str, Any]:
    """Each version with what it changed in the one that held before it."""
    before = next(
        (other for other in versions if other.version < one.version and other.state in ("signed", "shipped")), one
    )
    title, _, signed = definition_words.version(one).partition(": ")
    wrote = f"Written by {_wrote(one)}; {signed}" if one.written_at else signed[:1].upper() + signed[1:]
    withdrawn = f"; taken back by {one.withdrawn_by}" if one.withdrawn_by else ""
    changes = definition_words.difference(before.words, one.words)
    return {"title": title, "parts": changes, "reason": one.reason, "says": f"{wrote}{withdrawn}"}


def _wrote(one: Version) -> str:
    return f"{one.written_by}, {definition_words.moment(one.written_at)}" if one.written_at else one.written_by


def _name(kpi: Kpi, team: definitions.Team, known: Known) -> dict[str, Any]:
    called = next((each for each in known.names.get(kpi.key, ()) if each.team == team), None)
    if called is None or not called.names:
        version = called.version if called else 0
        return {"key": team, "team": team.capitalize(), "says": f"— {NOT_YET}", "who": "", "version": version}
    names = " or ".join(f"“{name}”" for name in called.names)
    who = f"({called.written_by}, {definition_words.moment(called.written_at)})"
    return {"key": team, "team": team.capitalize(), "says": f"says {names}", "who": who, "version": called.version}


def _lineage(kpi: Kpi) -> dict[str, Any]:
    tables = lineage.of(kpi, readings.history(), formats.declared(readings.in_force().own_formats))
    return {
        "title": "From tool to figure",
        "kpi": kpi.title,
        "tables": [
            {
                "title": table.title,
                "columns": ", ".join(wording.split(name) for name in table.columns),
                "come": [_come(feed) for feed in table.come],
                **_others(table),
            }
            for table in tables
        ],
    }


def _come(feed: Feed) -> dict[str, str]:
    when = (
        f"{wording.counted(feed.files, 'file')}, the last on {definition_words.moment(feed.last_at)}"
        if feed.last_at
        else ""
    )
    reach = f", rows to {wording.month(feed.newest)}" if feed.newest else ""
    return {"title": feed.title, "says": f"{when}{reach}", "lacks": _lacks(feed)}


def _others(table: Table) -> dict[str, str]:
    """What could fill the table and has not come."""
    possible = table.possible
    if not possible:
        return {"others": "", "names": ""}
    other = "other " if table.come else ""
    said = f"{wording.counted(len(possible), f'{other}export')} could fill it"
    names = "; ".join(f"{feed.title} ({lacks})" if (lacks := _lacks(feed)) else feed.title for feed in possible)
    return {"others": said if table.come else f"Nothing has come yet; {said}", "names": names}


def _lacks(feed: Feed) -> str:
    return f"without {', '.join(wording.split(name) for name in feed.lacks)}" if feed.lacks else ""


def _nothing() -> None:
    """Without a callback Streamlit does not tell that something was clicked."""

"""Which KPIs something touches: all of them, a team's, a stage's, single ones; as kept, said and written."""

import re
from collections.abc import Iterable, Mapping

from custodian.domain import kpis
from custodian.domain.kpis import Kpi

ALL = "all"
Touches = tuple[str, ...]  # each `all`, `team:sales`, `stage:choose` or `kpi:win_rate`

_EVERYTHING = ("all", "all figures", "all kpis", "every figure", "everything", "alle", "alles", "tous", "todos")
_POSSESSIVE = {"marketing": "marketing's figures", "sales": "sales' figures", "customer": "the customer's figures"}


def of(kpi: Kpi) -> str:
    return f"kpi:{kpi.key}"


def touch(touches: Iterable[str], kpi: Kpi) -> bool:
    return not {ALL, of(kpi), f"team:{kpi.team}", f"stage:{kpi.stage}"}.isdisjoint(touches)


def known() -> list[str]:
    """Everything that can be touched, the widest first."""
    wide = [ALL, *(f"team:{team}" for team in kpis.TEAMS), *(f"stage:{stage}" for stage in kpis.STAGES)]
    return wide + [of(kpi) for kpi in kpis.catalogue().values()]


def said(one: str) -> str:
    """sales' figures · the stage Choose · Win rate."""
    kind, _, name = one.partition(":")
    if kind == "kpi":
        kpi = kpis.catalogue().get(name)
        return kpi.title if kpi else name
    if kind == "team":
        return _POSSESSIVE.get(name, name)
    return f"the stage {name.capitalize()}" if kind == "stage" else "all figures"


def read(written: str, also: Mapping[str, str] | None = None) -> tuple[Touches, list[str]]:
    """What a person wrote, and the words of it that name nothing known. An empty cell means all figures.

    `also` are further names of KPIs: what the teams call them → key. Titles may hold commas (“Lost on brand, not
    product”), so the longest run of pieces that is a name is taken for one.
    """
    if not written.strip():
        return (ALL,), []
    names = _names(also or {})
    found: list[str] = []
    strangers: list[str] = []
    for part in re.split(r"[;|\n]", written):
        pieces = [piece for piece in part.split(",") if piece.strip()]
        while pieces:
            length = next((n for n in range(len(pieces), 0, -1) if _plain(",".join(pieces[:n])) in names), 0)
            if length:
                found.append(names[_plain(",".join(pieces[:length]))])
            else:
                strangers.append(pieces[0].strip())
            pieces = pieces[length or 1 :]
    return tuple(dict.fromkeys(found)), strangers


def _names(also: Mapping[str, str]) -> dict[str, str]:
    names = {_plain(title): f"kpi:{key}" for title, key in also.items()}
    for one in known():
        kind, _, name = one.partition(":")
        names |= {_plain(said(one)): one, _plain(name or kind): one, _plain(one): one}
        if kind in ("team", "stage"):
            names |= {_plain(f"{name} figures"): one, _plain(f"{name}'s figures"): one, _plain(f"{kind} {name}"): one}
    return names | dict.fromkeys(_EVERYTHING, ALL)


def _plain(name: str) -> str:
    """Without regard to case, blanks and underscores."""
    return " ".join(name.replace("_", " ").replace("’", "'").split()).casefold()

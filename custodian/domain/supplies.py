"""Which exports fill which KPI: what to tell whoever looks at a KPI without data."""

from custodian.domain.kpis import Kpi
from custodian.intake import formats
from custodian.warehouse import tables


def which_export(kpi: Kpi) -> str:
    """“Load Search Console · Queries to fill it.” Every table that the KPI reads must be filled."""
    return f"Load {exports(kpi)} to fill it."


def exports(kpi: Kpi) -> str:
    """“HubSpot · Contacts or Custodian's template “Contacts”; and …”: one export of each table that the KPI reads."""
    return "; and ".join(_any_of(table) for table in kpi.sources)


def which_tools(kpi: Kpi) -> str:
    """The same where there is little room: “Load HubSpot or SurveyMonkey.”"""
    return f"Load {' and '.join(tools_of(table) for table in kpi.sources)}."


def tools_of(table: str) -> str:
    """“HubSpot or SurveyMonkey”: whose exports fill a table of the ledger."""
    formats_of = [
        found
        for key, found in formats.declared().items()
        if found.table == table and not found.aside and not found.asks
    ]
    tools = sorted({found.tool for found in formats_of if found.key != f"custodian_{table}"}, key=str.casefold)
    return _one_of(tools or [f"the template “{tables.declared()[table].title}”"])


def _any_of(table: str) -> str:
    """The formats that feed the table; Custodian's own template always does."""
    named = dict.fromkeys(
        f"{found.tool} · {found.title}"
        for key, found in formats.declared().items()
        if found.table == table and key != f"custodian_{table}" and not found.aside
    )
    template = f"Custodian's template “{tables.declared()[table].title}”"
    return _one_of([*named, template])


def _one_of(names: list[str]) -> str:
    *rest, last = names
    return f"{', '.join(rest)} or {last}" if rest else last

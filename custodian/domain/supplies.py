"""Which exports fill which KPI: what to tell whoever looks at a KPI without data."""

from custodian.domain.kpis import Kpi
from custodian.intake import formats
from custodian.warehouse import tables


def which_export(kpi: Kpi) -> str:
    """“Load Search Console · Queries to fill it.” Every table that the KPI reads must be filled."""
    return f"Load {' and '.join(_any_of(table) for table in kpi.sources)} to fill it."


def _any_of(table: str) -> str:
    """The formats that feed the table; Custodian's own template always does."""
    named = dict.fromkeys(
        f"{found.tool} · {found.title}"
        for key, found in formats.declared().items()
        if found.table == table and key != f"custodian_{table}"
    )
    template = f"Custodian's template “{tables.declared()[table].title}”"
    return " or ".join([*named, template])

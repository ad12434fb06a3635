"""A setting that KPIs are computed with may change while files are loaded: the kept months follow it."""

from datetime import date

from custodian import settings
from custodian.domain import house, measures
from custodian.warehouse import queries, tables
from tests import stories

SEARCHES = """
property | term              | first_day  | last_day   | impressions
de       | voltara converter | 2026-10-01 | 2026-10-31 | 300
de       | voltarra          | 2026-10-01 | 2026-10-31 | 40
"""


def branded_searches(folder, *terms, holding=""):
    """The KPI's kept months as somebody finds them who opens the house with these spellings of the name."""
    chosen = settings.load(data=folder, brand_terms=terms)
    warehouse = house.open_once(chosen)
    try:
        if holding:
            with warehouse.writing() as cursor:
                stories.put(cursor, tables.declared()["search_days"], stories.rows(holding))
                measures.keep(cursor, {"search_days"}, None)
        with warehouse.reading() as cursor:
            kept = queries.run(cursor, "measures/all_kept").filter(kpi="branded_searches", split="")
        return [(month, value) for month, value in kept.select("month", "numerator").iter_rows()]
    finally:
        house.close(chosen)


def test_a_spelling_added_later_counts_in_the_months_already_loaded(tmp_path):
    october = date(2026, 10, 1)
    assert branded_searches(tmp_path, "voltara", holding=SEARCHES) == [(october, 300)]
    assert branded_searches(tmp_path, "voltara") == [(october, 300)]
    assert branded_searches(tmp_path, "voltara", "voltarra") == [(october, 340)]
    assert branded_searches(tmp_path) == []

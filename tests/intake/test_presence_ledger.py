"""Trends, profiles and adverts in the ledger: what a later export replaces, what is never added up."""

from decimal import Decimal

import pytest

from custodian.domain import imports
from custodian.intake.staging import Refused
from tests import loading
from tests.loading import AT, current, kpis, load, written

OCTOBER = ("2026-10-04", "2026-10-11", "2026-10-18")


@pytest.fixture
def desk(tmp_path):
    return loading.desk(tmp_path / "data")


def trends(folder, name, *searched, terms=("voltara", "rival"), region="Germany"):
    """`day ours theirs` each."""
    lines = [f"{day},{','.join(map(str, figures))}" for day, *figures in searched]
    header = ",".join(["Week", *(f"{term}: ({region})" for term in terms)])
    return written(folder, name, ["Category: All categories", "", header, *lines])


def share(desk, key="share_of_search") -> dict[str, float]:
    found = [row for row in kpis(desk) if row[0] == key and row[2] == ""]
    return {str(row[1])[:7]: round(row[4] / row[5], 4) for row in found}


def test_a_later_export_of_the_same_comparison_replaces_the_earlier_one_and_undo_brings_it_back(desk, tmp_path):
    """Google scales every export anew: 20 of today is not 20 of last month."""
    load(desk, trends(tmp_path, "a.csv", *((day, 20, 80) for day in OCTOBER)))
    assert share(desk) == {"2026-10": 0.2}
    later = load(desk, trends(tmp_path, "b.csv", *((day, 30, 30) for day in OCTOBER), ("2026-11-01", 10, 90)))
    assert (later.comparison.rows_changed, later.comparison.rows_added) == (6, 2)
    assert share(desk) == {"2026-10": 0.5, "2026-11": 0.1}
    imports.undo(desk, later.import_id, "Ada", AT)
    assert share(desk) == {"2026-10": 0.2}


def test_a_month_of_which_two_exports_hold_different_weeks_takes_those_of_one(desk, tmp_path):
    load(desk, trends(tmp_path, "a.csv", *((day, 20, 80) for day in OCTOBER)))
    load(desk, trends(tmp_path, "b.csv", ("2026-10-25", 100, 100), ("2026-11-01", 10, 90)))
    assert share(desk) == {"2026-10": 0.2, "2026-11": 0.1}


def test_terms_of_two_comparisons_are_never_set_against_each_other(desk, tmp_path):
    """Germany 20 %, France 50 % on a scale of its own, rivals among themselves nothing."""
    load(desk, trends(tmp_path, "a.csv", *((day, 20, 80) for day in OCTOBER)))
    load(desk, trends(tmp_path, "b.csv", *((day, 1, 1) for day in OCTOBER), region="France"))
    load(desk, trends(tmp_path, "c.csv", *((day, 90, 100) for day in OCTOBER), terms=("rival", "other")))
    load(desk, trends(tmp_path, "d.csv", *((day, 100) for day in OCTOBER), terms=("voltara",)))
    assert share(desk) == {"2026-10": 0.35}


def test_profiles_are_no_visitors_of_the_website(desk, tmp_path):
    lines = [
        "sep=,",
        '"Facebook visits"',
        '"Date","Primary"',
        '"2026-10-05T00:00:00","138"',
        '"2026-10-06T00:00:00","7"',
    ]
    load(desk, written(tmp_path, "Visits.csv", lines), answers={"account": "Voltara"})
    assert {(row[0], row[4]) for row in kpis(desk) if row[2] == ""} == {("profile_views", 145)}


TWICE = (
    "Expected a campaign's cost once; found “Launch” (line 2), whose cost of these days is loaded by other parts from "
    "first.csv: together they would count twice."
)
HEADER = "Reporting starts,Reporting ends,Campaign name,{}Amount spent (EUR)"


def meta(folder, name, column, *rows):
    lines = [f"2026-10-01,2026-10-31,Launch,{row}" for row in rows]
    return written(folder, name, [HEADER.format(column), *lines])


@pytest.mark.parametrize(
    ("first", "then", "says"),
    [
        (("", "40.5"), ("Age,", "18-24,20.5", "25-34,20"), TWICE),
        (("Age,", "18-24,20.5", "25-34,20"), ("", "40.5"), "Expected the column “Age”"),
        (("Age,", "18-24,20.5", "25-34,20"), ("Gender,", "female,30", "male,10.5"), TWICE),
    ],
)
def test_a_campaign_is_never_loaded_by_two_breakdowns(desk, tmp_path, first, then, says):
    load(desk, meta(tmp_path, "first.csv", *first))
    [refused] = loading.look(desk, meta(tmp_path, "then.csv", *then))
    assert refused.status == "refused"
    assert refused.refusal.startswith(says)
    assert sum(row[8] for row in current(desk, "campaign_days")) == Decimal("40.5")


def test_a_breakdown_with_one_part_more_is_the_same_breakdown(desk, tmp_path):
    load(desk, meta(tmp_path, "first.csv", "Age,", "18-24,20.5", "25-34,20"))
    load(desk, meta(tmp_path, "then.csv", "Age,", "18-24,21.5", "25-34,20", "35-44,5"))
    assert sum(row[8] for row in current(desk, "campaign_days")) == Decimal("46.5")


def test_what_is_never_loaded_cannot_be_loaded_by_force(desk, tmp_path):
    path = written(tmp_path, "queries.csv", ["query,search interest,increase percent", "voltara,100,20%"])
    [refused] = loading.look(desk, path)
    assert (refused.status, refused.title) == ("refused", "Google Trends · Related queries")
    with pytest.raises(Refused, match="a file that can be loaded"):
        imports.commit(desk, refused, "Ada", AT, accept_rest=True)


MAILINGS = "Title,List,Send Date,Total Recipients,Successful Deliveries,Unique Opens,Open Rate,Unique Id"


@pytest.mark.parametrize(("whole", "sent"), [(True, [1000]), (False, [100, 100, 800])])
def test_the_variants_of_an_a_b_test_count_only_where_the_whole_mailing_is_not_listed(desk, tmp_path, whole, sent):
    rows = [
        'October | Combo 1,All,"Oct 06, 2026 09:00 am",100,99,40,40.40%,a1',
        'October | Combo 2,All,"Oct 06, 2026 09:00 am",100,98,30,30.61%,a2',
        'October | Winner,All,"Oct 06, 2026 01:00 pm",800,790,300,37.97%,a3',
    ]
    rows += ['October,All,"Oct 06, 2026 09:00 am",1000,987,370,37.49%,a0'] if whole else []
    one = load(desk, written(tmp_path, "campaigns.csv", [MAILINGS, *rows]))
    assert sorted(row[5] for row in current(desk, "mailings")) == sent
    told = [each.what for each in one.decisions]
    assert ("3 rows are parts of others, whole in the same file, and left out" in told) is whole

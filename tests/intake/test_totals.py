"""Totals are left out where their numbers prove them, asked about where they do not, and no other row ever goes."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from custodian.intake import formats
from custodian.intake.contracts import Contract
from tests.intake.staged import rows, staged

steady = settings(
    derandomize=True, deadline=None, max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
HEADER = "platform,account,campaign,day,impressions,clicks,cost,currency"
ROWS = [
    "Ads,A,Brand,2026-10-01,100,7,10.50,EUR",
    "Ads,A,Search,2026-10-01,250,11,20.25,EUR",
    "Ads,B,Brand,2026-10-01,40,2,5.00,EUR",
]
TOTAL = "390,20,35.75,EUR"


def table(*lines: str) -> str:
    return "\n".join([HEADER, *lines]) + "\n"


def left_out(done) -> list[tuple[str, str]]:
    return [(one.what, one.because) for one in done.decisions if one.what.startswith("Left out")]


@pytest.mark.parametrize("words", ["Total", "Gesamtergebnis", "Total général", "Razem", "Итого"])
def test_a_total_in_any_language_is_left_out_where_it_adds_up(tmp_path, words):
    done = staged(tmp_path, table(*ROWS, f"Ads,A,{words},2026-10-01,{TOTAL}"))
    assert (done.rows_read, done.totals_dropped, done.problems) == (3, 1, ())
    assert left_out(done) == [("Left out line 5", "its numbers are the sums of the 3 rows above")]


@pytest.mark.parametrize("at", [0, 3])
def test_a_total_without_a_label_is_left_out_first_or_last(tmp_path, at):
    lines = [*ROWS[:at], f",,,,{TOTAL}", *ROWS[at:]]
    done = staged(tmp_path, table(*lines))
    assert (done.rows_read, done.totals_dropped, done.problems) == (3, 1, ())
    side = "above" if at else "below"
    assert left_out(done) == [(f"Left out line {at + 2}", f"its numbers are the sums of the 3 rows {side}")]


def test_subtotals_of_groups_and_the_grand_total_are_left_out(tmp_path):
    lines = [*ROWS[:2], ",A,,,350,18,30.75,EUR", ROWS[2], ",B,,,40,2,5.00,EUR", f",,,,{TOTAL}"]
    done = staged(tmp_path, table(*lines))
    assert (done.rows_read, done.totals_dropped, done.rows_refused) == (4, 2, 1)  # one row alone proves no group
    labelled = [*ROWS[:2], ",Total A,,,350,18,30.75,EUR", ROWS[2], ",Total B,,,40,2,5.00,EUR", f",,,,{TOTAL}"]
    done = staged(tmp_path, table(*labelled))
    assert (done.rows_read, done.totals_dropped, done.problems) == (3, 3, ())
    assert left_out(done) == [
        ("Left out 2 lines (4, 6)", "its numbers are the sums of the rows above that belong to it"),
        ("Left out line 7", "its numbers are the sums of the 3 rows above"),
    ]


def test_a_label_that_does_not_add_up_is_asked_about_once(tmp_path):
    content = table(*ROWS, "Ads,A,Total,2026-10-01,390,20,36.75,EUR")
    asked = staged(tmp_path, content)
    assert asked.rows is None
    [question] = asked.questions
    assert (question.key, question.text) == ("total:Total", "Is “Total” in line 5 a total, or a row of its own?")
    assert question.example == "its impressions is 390, that of the 3 other rows comes to 390"
    left = staged(tmp_path, content, Contract(), None, **{"total:Total": "total"})
    assert (left.totals_dropped, left.rows_read) == (1, 3)
    assert left_out(left) == [("Left out line 5", "a total, as you said")]
    kept = staged(tmp_path, content, Contract(), None, **{"total:Total": "row"})
    assert (kept.totals_dropped, kept.rows_read) == (0, 4)


def test_a_count_that_is_one_off_is_no_sum_and_a_cent_of_rounding_is(tmp_path):
    near = table(*ROWS, ",,,,390,20,35.76,EUR")
    assert staged(tmp_path, near).totals_dropped == 1
    off = table(*ROWS, ",,,,391,20,35.75,EUR")
    assert (staged(tmp_path, off).totals_dropped, staged(tmp_path, off).rows_refused) == (0, 1)


def test_a_firm_called_total_keeps_its_row(tmp_path):
    done = staged(tmp_path, table(*ROWS, "Ads,A,Total Wine,2026-10-01,400,3,4.00,EUR"))
    assert (done.rows_read, done.totals_dropped, done.questions) == (4, 0, ())


def test_the_tools_own_label_in_a_name_needs_an_empty_cell_beside_it(tmp_path):
    own = """# Tool: Export
tool = "Tool"
title = "Report"
table = "campaign_days"
totals = ["Total*"]
header = ["Campaign", "Day", "Clicks"]
[columns]
platform = { value = "Tool" }
campaign = { from = ["Campaign"] }
first_day = { from = ["Day"] }
last_day = { from = ["Day"] }
clicks = { from = ["Clicks"] }
"""
    declared = formats.parsed("tool", own, is_own=True)
    content = "Campaign,Day,Clicks\nTotal Wine,2026-10-01,30\nBrand,2026-10-01,50\nTotal,,90\n"
    done = staged(tmp_path, content, declared=declared)
    assert (rows(done, "campaign", "clicks"), done.totals_dropped) == ([("Total Wine", 30), ("Brand", 50)], 1)
    assert left_out(done) == [("Left out line 4", "labelled as totals: “Total”")]


AMOUNT = st.decimals(Decimal("0.01"), Decimal(9999), places=2)
GROUPS = st.lists(
    st.lists(st.tuples(st.integers(1, 10**6), st.integers(1, 10**6), AMOUNT), min_size=2, max_size=5),
    min_size=2,
    max_size=4,
)


def _line(account: str, campaign: str, day: str, numbers: list[tuple[int, int, Decimal]]) -> str:
    sums = ",".join(str(sum(each)) for each in zip(*numbers, strict=True))
    return f"Ads,{account},{campaign},{day},{sums},EUR"


@steady
@given(GROUPS, st.booleans(), st.booleans(), st.sampled_from(["", "first", "last"]))
def test_exactly_the_totals_put_in_are_left_out(tmp_path, groups, has_subtotals, is_sum_named, grand):
    lines, wanted = [], 0
    for number, group in enumerate(groups):
        lines += [_line(f"A{number}", f"C{at}", "2026-10-01", [one]) for at, one in enumerate(group)]
        if has_subtotals:
            lines.append(_line(f"A{number}", "", "", group))
    every = [one for group in groups for one in group]
    if is_sum_named:  # a row that happens to be the sum of all, and has its names
        lines.append(_line("Z", "Everything", "2026-10-02", every))
        every = [*every, tuple(map(sum, zip(*every, strict=True)))]
    if grand:
        lines.insert(0 if grand == "first" else len(lines), _line("", "", "", every))
    wanted = (len(groups) if has_subtotals else 0) + bool(grand)
    done = staged(tmp_path, table(*lines))
    assert (done.totals_dropped, done.rows_refused, done.questions) == (wanted, 0, ())
    assert sum(cost for (cost,) in rows(done, "cost")) == sum(one[2] for one in every)
    assert {day for (day,) in rows(done, "first_day")} <= {date(2026, 10, 1), date(2026, 10, 2)}

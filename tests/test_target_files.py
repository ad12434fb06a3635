"""Targets from a spreadsheet: read as people write them, and refused as a whole where one cell is unclear."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from custodian.domain import kpis, target_cells, target_files
from custodian.domain.target_files import Unreadable
from custodian.intake.staging import Refused

KPIS = kpis.catalogue()
REVENUE, WIN_RATE = KPIS["revenue"], KPIS["win_rate"]


def told(*lines: str) -> list[tuple[str, str, float | None, str]]:
    read = target_files.of_text("\n".join(lines), "Ana")
    return [(wish.kpi.key, f"{wish.month:%Y-%m}", wish.value, wish.decided_by) for wish in read.wishes]


def faults(*lines: str) -> list[tuple[int, str, str, str]]:
    with pytest.raises(Unreadable) as refused:
        target_files.of_text("\n".join(lines), "Ana")
    return [(one.line, one.column, one.value, one.expected) for one in refused.value.problems]


def test_english_and_german_files_say_the_same():
    same = [("revenue", "2026-10", 1200000.5, "Ana"), ("win_rate", "2026-11", 0.285, "Ana")]
    assert told("kpi,month,value", 'revenue,2026-10,"1,200,000.50"', "win_rate,2026-11,28.5%") == same
    assert told("Kennzahl;Monat;Ziel", "Revenue;Oktober 2026;1.200.000,50", "Win rate;01.11.2026;28,5") == same
    assert told("KPI\tMonth\tTarget", "REVENUE\tOct 2026\t1200000.5", "win  rate\t11/2026\t28.5 %") == same


def test_months_as_columns_are_read_too_and_empty_cells_change_nothing():
    lines = ("KPI;Jan 2026;Feb 2026;Mar 2026;Apr 2026", "Revenue;100;200;;400", "Win rate (percent);28;29;30%;")
    assert told(*lines) == [
        *(("revenue", f"2026-0{month}", value, "Ana") for month, value in ((1, 100), (2, 200), (4, 400))),
        *(
            ("win_rate", f"2026-0{month}", pytest.approx(value), "Ana")
            for month, value in ((1, 0.28), (2, 0.29), (3, 0.3))
        ),
    ]
    assert target_files.of_text("kpi,month,value\nrevenue,2026-01,5\nrevenue,2026-02,\n", "Ana").empty == 1


def test_a_row_may_say_who_decided_it():
    lines = ("kpi,month,value,decided by", "revenue,2026-10,5,Ben", "revenue,2026-11,5,")
    assert [by for *_, by in told(*lines)] == ["Ben", "Ana"]


@pytest.mark.parametrize(
    ("lines", "first"),
    [(("01/10/2026", "01/11/2026"), "2026-10"), (("10/01/2026", "11/01/2026"), "2026-10"),
     (("13/10/2026", "10/11/2026"), "2026-10"), (("10/13/2026", "11/10/2026"), "2026-10")],
)  # fmt: skip
def test_the_order_of_day_and_month_is_proved_by_all_cells_together(lines, first):
    assert told("kpi,month,value", *(f"revenue,{day},5" for day in lines))[0][1] == first


def test_a_day_that_may_be_two_months_is_refused():
    assert faults("kpi,month,value", "revenue,10/11/2026,5")[0][:3] == (2, "month", "10/11/2026")


def test_a_number_that_can_be_read_in_two_ways_is_refused_unless_another_proves_it():
    """A thousandfold error is worse than a refusal."""
    assert faults("kpi;month;value", "revenue;2026-10;1.234") == [
        (2, "value", "1.234", "a number that can be read one way only, such as 1234.5, 1,234.50 or 1.234,50")
    ]
    assert told("kpi;month;value", "revenue;2026-10;1.234", "revenue;2026-11;1.234,50")[0][2] == 1234


def test_a_share_without_its_sign_is_in_percent_but_not_below_one():
    assert told("kpi,month,value", "win_rate,2026-10,28")[0][2] == 0.28
    assert told("kpi,month,value", "win_rate,2026-10,0.5%")[0][2] == pytest.approx(0.005)
    assert "28% or 0.28%" in faults("kpi,month,value", "win_rate,2026-10,0.28")[0][3]
    assert faults("kpi,month,value", "revenue,2026-10,5%")[0][3] == "a number without a percent sign"


def test_every_fault_is_named_with_its_line_and_column_and_nothing_is_taken():
    lines = ("kpi,month,value", "profit,2026-10,5", "Winrate,2026-13,abc", "win_rate,2026-10,128%", "revenue,2026-10,5")
    found = faults(*lines)
    assert [(line, column, value) for line, column, value, _ in found] == [
        (2, "KPI", "profit"), (3, "KPI", "Winrate"), (3, "month", "2026-13"), (3, "value", "abc"), (4, "value", "128%"),
    ]  # fmt: skip
    assert "perhaps “Win rate”" in found[1][3] and "Win rate can reach" in found[4][3]


def test_two_targets_for_one_month_are_refused_and_the_same_twice_is_one():
    assert faults("kpi,month,value", "revenue,2026-10,5", "Revenue,Oct 2026,6") == [
        (3, "value", "6", "one target for Revenue in October 2026; line 2 has another")
    ]
    assert len(told("kpi,month,value", "revenue,2026-10,5", "Revenue,Oct 2026,5")) == 1


def test_a_wide_table_names_the_month_of_a_wrong_cell():
    lines = ("KPI,2026-01,2026-02,2026-03", "Revenue,100,x,300")
    assert faults(*lines)[0][:3] == (2, "month 2026-02", "x")


@pytest.mark.parametrize(("text", "says"), [("", "an empty file"), ("a,b\n1,2", "found “a”, “b”. Name the columns")])
def test_what_is_no_table_of_targets_is_refused_in_a_sentence(text, says):
    with pytest.raises(Refused, match=says):
        target_files.of_text(text, "Ana")


def test_a_hostile_name_is_only_a_name():
    assert faults("kpi,month,value", "<script>alert(1)</script>,2026-10,5")[0][2] == "<script>alert(1)</script>"


def test_cells_of_the_table_are_read_the_same_way_and_an_emptied_one_takes_its_target_away():
    month = date(2026, 10, 1)
    wishes = target_files.of_cells(
        [(REVENUE, month, "1,5"), (WIN_RATE, month, " 28 "), (REVENUE, date(2026, 11, 1), " ")], "Ana"
    )
    assert [(wish.kpi.key, wish.value) for wish in wishes] == [("revenue", 1.5), ("win_rate", 0.28), ("revenue", None)]
    with pytest.raises(Unreadable, match="Revenue, October 2026"):
        target_files.of_cells([(REVENUE, month, "1.500")], "Ana")


@given(st.sampled_from(list(KPIS.values())), st.floats(0.0001, 0.9999), st.integers(0, 3))
def test_what_a_cell_shows_is_read_as_the_same_again(kpi, size, digits):
    value = round(size * (1 if kpi.unit == "percent" else 10**6), 4 if kpi.unit == "percent" else digits)
    cell = target_cells.written(kpi, value)
    read = target_cells.numbers_of([cell, "0.25" if "%" not in cell else "0.25%"])[0]
    assert read is not None and read.of(kpi) == pytest.approx(value, abs=1e-6)

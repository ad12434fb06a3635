"""The comparison as a visitor chooses it: in the bar, in the address, on the cards and on a KPI's page."""

from datetime import date

import pytest

from custodian.domain import comparisons, kpis
from custodian.ui import filters, wording
from tests.test_pages import bar, cards, chosen, read, visit

FREE = "2026-07..2026-09~2025-07..2025-09"
SIDE = "pages/side_by_side.py"
ALL = [*filters.COMPARISONS, FREE]

pytestmark = pytest.mark.usefixtures("filled_once")


def test_the_bar_offers_all_seven_comparisons() -> None:
    compare = bar(visit(SIDE, month="2026-10"))["choosers"][1]
    assert [says for _, says in compare["options"]] == [
        "September", "October 2025", "Last year to date", "The 12 months before",
        "The quarter before", "Last fiscal year", "Any two periods",
    ]  # fmt: skip
    assert comparisons.read(compare["options"][-1][0])


@pytest.mark.parametrize("compare", ALL)
def test_a_link_reopens_the_same_view_and_leads_to_more_of_it(compare: str) -> None:
    app = visit(SIDE, month="2026-10", compare=compare)
    assert not app.exception
    assert chosen(app)[:2] == ["2026-10", compare]
    assert cards(app)["win_rate"]["href"].endswith(f"&month=2026-10&compare={compare}")


@pytest.mark.parametrize("page", ["app.py", SIDE, "pages/kpi.py", "pages/objectives.py", "pages/definitions.py"])
def test_every_page_opens_with_two_free_periods_and_keeps_them(page: str) -> None:
    app = visit(page, compare=FREE)
    assert not app.exception
    app.switch_page("pages/definitions.py").run()
    assert chosen(app)[1] == FREE


def test_two_free_periods_have_a_chooser_for_each_of_their_ends() -> None:
    ends = [each for each in bar(visit(SIDE, month="2026-10", compare=FREE))["choosers"] if each["is_end"]]
    assert [(end["name"], end["current"]) for end in ends] == [
        ("now-from", "2026-07"), ("now-to", "2026-09"), ("before-from", "2025-07"), ("before-to", "2025-09"),
    ]  # fmt: skip
    assert all(dict(end["options"])[end["current"]] == wording.whole_day_or_month(end["current"]) for end in ends)
    assert not [each for each in bar(visit(SIDE))["choosers"] if each["is_end"]]


def test_days_in_the_address_are_days_in_the_choosers() -> None:
    app = visit(SIDE, compare="2026-07-04..2026-09-01~2025-07..2025-09")
    assert dict(bar(app)["choosers"][2]["options"])["2026-07-04"] == "4 July 2026"


@pytest.mark.parametrize("nonsense", ["<script>", "2026-13~2025-01", "~", "2026-01..", "=1+1", "0001-01~0001-01"])
def test_nonsense_in_the_address_falls_back(nonsense: str) -> None:
    app = visit(SIDE, compare=nonsense)
    assert not app.exception
    assert chosen(app)[1] == "previous"
    assert app.query_params["compare"] in ("previous", ["previous"])


def test_periods_turned_round_in_the_address_are_turned_back() -> None:
    app = visit(SIDE, compare="2026-09..2026-07~2025-09..2025-07")
    assert chosen(app)[1] == FREE


def test_a_card_shows_the_value_of_the_period_and_keeps_the_verdict_of_the_month() -> None:
    card = cards(visit(SIDE, month="2026-10", compare="year-to-date"))["branded_searches"]
    assert (card["value"], card["period"]) == ("6,200", "Jan–Oct")  # six months of 500, four of 800
    assert card["change"] == "+24% on Jan–Oct 2025"
    assert card["verdict"] == "Oct · Real improvement"
    assert "6,200. +24% on Jan–Oct 2025" in card["spoken"]


@pytest.mark.parametrize(
    ("compare", "value", "period", "change"),
    [
        ("previous", "800", "", "no change on September"),
        ("last-year", "800", "", "+300 on October 2025"),
        ("twelve-months", "7,200", "12 months", "+20% on Nov 2024–Oct 2025"),
        ("quarter", "800", "", "no change on July"),
        (FREE, "2,400", "Jul–Sep", "+60% on Jul–Sep 2025"),
    ],
)
def test_what_a_card_says_in_each_comparison(compare: str, value: str, period: str, change: str) -> None:
    card = cards(visit(SIDE, month="2026-10", compare=compare))["branded_searches"]
    assert (card["value"], card["period"], card["change"]) == (value, period, change)


def test_a_page_says_once_what_stands_beside_what() -> None:
    assert "January–October 2026 beside January–October 2025" in read(
        visit(SIDE, month="2026-10", compare="year-to-date")
    )
    assert "July–September 2026 beside July–September 2025" in read(visit("app.py", month="2026-10", compare=FREE))
    assert "beside" not in read(visit(SIDE, month="2026-10"))


def test_the_kpi_page_is_of_the_period_and_lists_every_comparison() -> None:
    said = read(visit("pages/kpi.py", key="branded_searches", month="2026-10", compare="year-to-date"))
    assert "# Branded searches, January–October 2026: 6,200" in said
    assert "October · More people search for us by name since July" in said
    assert "Year to date: **6,200**, **+24%** on January–October 2025 (5,000)" in said
    assert "12 months: **7,200**, **+20%** on November 2024–October 2025 (6,000)" in said
    assert "Quarter to date: **800**, **no change** on July (800)" in said
    assert "**no change** on September (800)" in said


def test_nothing_to_compare_is_said_with_its_reason() -> None:
    card = cards(visit(SIDE, month="2025-03", compare="year-to-date"))["branded_searches"]
    assert (card["value"], card["change"]) == ("1,500", "no data in Jan–Mar 2024")
    said = read(visit("pages/kpi.py", key="branded_searches", month="2025-03"))
    assert "Year to date: **1,500**, nothing to compare with January–March 2024: no data in January–March 2024" in said


@pytest.mark.parametrize("compare", ALL)
@pytest.mark.parametrize("month", ["2024-10", "2026-10"])
def test_every_card_of_every_comparison_says_something(compare: str, month: str) -> None:
    shown = cards(visit(SIDE, month=month, compare=compare))
    assert sorted(shown) == sorted(kpis.catalogue())
    assert all(card["change"] for card in shown.values() if card["value"] != "—")


def test_a_period_is_named_as_short_as_the_month_looked_at_allows() -> None:
    seen_from = date(2026, 10, 1)
    said = comparisons.read("2026-10-01..2026-10-18~2026-01-01..2026-10-18")
    assert said
    assert wording.period(said.now, seen_from) == "1–18 October"
    assert wording.period(said.before, seen_from, 3) == "1 Jan–18 Oct 2026"

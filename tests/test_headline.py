"""The month's finding in one sentence."""

from dataclasses import replace
from datetime import date

from custodian.domain import headline, kpis
from custodian.domain.judging import Verdict
from custodian.domain.readings import Point, Reading

OCTOBER = date(2026, 10, 1)


def reading(key: str, verdict: Verdict, since: date | None = None) -> Reading:
    return Reading(
        kpi=kpis.catalogue()[key], month=OCTOBER, points=(Point(OCTOBER, 1.0, None, None, 1),), compared=None,
        verdict=verdict, since=since, rule="", target=None,
        is_complete=True,
    )  # fmt: skip


KNOWN = reading("known_unprompted", "real improvement", OCTOBER)
SLOW = reading("hours_to_first_reply", "real decline", date(2026, 8, 1))
USUAL = reading("win_rate", "normal variation")


def test_better_comes_first_and_worse_says_since_when() -> None:
    assert headline.headline([SLOW, USUAL, KNOWN]) == (
        "October: more people know us, but sales replies have slowed since August."
    )


def test_nothing_is_different_without_a_signal() -> None:
    assert headline.headline([USUAL, USUAL]) == "October: nothing is really different."


def test_too_early_is_not_the_same_as_nothing_different() -> None:
    early = reading("win_rate", "too early")
    assert headline.headline([early]) == "October: too early to tell what is really different."


def test_a_month_that_is_not_over_is_not_judged() -> None:
    half = replace(USUAL, is_complete=False, verdict="too early")
    assert headline.headline([half]) == "October is not over yet; its figures are judged when it is."


def test_changes_that_began_together_share_their_month_and_other_years_are_named() -> None:
    also = reading("orders_on_promise", "real decline", date(2026, 8, 1))
    assert (
        headline.headline([SLOW, also])
        == "October: sales replies have slowed and fewer orders arrive as promised since August."
    )
    old = reading("recommend", "real improvement", date(2025, 12, 1))
    assert headline.headline([old]) == "October: more customers recommend us since December 2025."


def test_the_newest_two_of_a_kind_are_named() -> None:
    changes = [
        reading(key, "real decline", date(2026, month, 1))
        for key, month in (("recommend", 3), ("win_rate", 9), ("revenue", 7))
    ]
    assert (
        headline.headline(changes)
        == "October: we win fewer of our deals since September and revenue has fallen since July."
    )


def test_the_summary_counts_what_it_shows() -> None:
    assert headline.summary([KNOWN, SLOW, USUAL]) == "3 figures · 2 real changes · 1 normal variation"
    assert headline.summary([KNOWN, reading("revenue", "no data")]) == "2 figures · 1 real change · 1 no data"

"""Numbers, changes and months as people write them."""

from datetime import date

import pytest

from custodian.ui import wording


@pytest.mark.parametrize(
    ("unit", "number", "said"),
    [
        ("count", 8412, "8,412"),
        ("count", 0, "0"),
        ("count", -3, "−3"),
        ("money", 412_000, "£412k"),
        ("money", 1_204_000, "£1.2M"),
        ("money", 4867, "£4,867"),
        ("money", -23_400, "−£23.4k"),
        ("money", 999_700, "£1.0M"),
        ("money_per_day", 2777.78, "£2,778 a day"),
        ("percent", 0.31, "31%"),
        ("percent", 0.034, "3.4%"),
        ("percent", 1, "100%"),
        ("hours", 19, "19 h"),
        ("hours", 6.5, "6.5 h"),
        ("days", 1, "1 day"),
        ("days", 62.4, "62 days"),
        ("rating", 4.24, "4.2"),
        ("score", -8.95, "−9"),
        ("score", -0.2, "0"),
        ("count", None, "—"),
    ],
)
def test_a_value_is_written_as_people_write_it(unit, number, said):
    assert wording.value(unit, number, "GBP") == said


@pytest.mark.parametrize(
    ("unit", "difference", "before", "said"),
    [
        ("count", 700, 7712, "+9.1%"),
        ("count", 14, 104, "+14"),
        ("count", -3, 49, "−3"),
        ("percent", 0.01, 0.3, "+1 pt"),
        ("percent", -0.02, 0.26, "−2 pts"),
        ("percent", 0.004, 0.3, "+0.4 pts"),
        ("percent", 0.0001, 0.3, "no change"),
        ("money", 12_000, 400_000, "+3%"),
        ("money", 5_000, 0, "+€5,000"),
        ("hours", 7, 12, "+7 h"),
        ("count", 0, 40, "no change"),
        ("count", None, None, ""),
    ],
)
def test_a_change_is_written_in_the_unit_that_says_most(unit, difference, before, said):
    assert wording.change(unit, difference, before, "EUR") == said


@pytest.mark.parametrize(
    ("unit", "direction", "number", "goal", "said"),
    [
        ("count", "up", 8412, 8000, "Target 8,000 · met"),
        ("percent", "up", 0.31, 0.35, "Target 35% · 4 pts short"),
        ("hours", "down", 19, 8, "Target 8 h · 11 h over"),
        ("hours", "down", 8, 8, "Target 8 h · met"),
        ("count", "up", None, 8000, "Target 8,000"),
        ("percent", "up", 0.34999, 0.35, "Target 35% · just short"),
        ("count", "up", 8412, None, ""),
    ],
)
def test_a_target_says_whether_it_is_met_and_by_how_much_not(unit, direction, number, goal, said):
    assert wording.target(unit, direction, number, goal, "EUR") == said


def test_a_currency_without_a_sign_of_its_own_stands_apart_from_the_number():
    assert wording.money(412_000, "CHF") == "CHF\N{NO-BREAK SPACE}412k"


def test_a_margin_is_half_the_interval():
    assert wording.margin("percent", 0.25, 0.37, "EUR") == "±6"
    assert wording.margin("score", 30, 52, "EUR") == "±11"
    assert wording.margin("count", None, None, "EUR") == ""


def test_a_month_names_its_year_only_where_it_could_be_mistaken():
    october = date(2026, 10, 1)
    assert wording.month_beside(date(2026, 9, 1), october) == "September"
    assert wording.month_beside(date(2025, 10, 1), october) == "October 2025"
    assert wording.month_beside(date(2025, 12, 1), date(2026, 1, 1)) == "December"
    assert wording.month_beside(date(2026, 9, 1), october, letters=3) == "Sep"


def test_text_from_a_file_is_no_markdown():
    assert wording.literal("**a** [b](c) $x$ <i> :red[d]") == (r"\*\*a\*\* \[b\]\(c\) \$x\$ \<i\> \:red\[d\]")


def test_text_for_a_chart_is_no_markup_and_has_an_end():
    assert wording.plain("<b>west</b>", most=40) == "‹b›west‹/b›"
    assert len(wording.plain("x" * 500, most=40)) == 40


def test_a_name_that_turns_its_text_round_turns_nothing_behind_it():
    """A file called “… \\u202etxt.csv” had the state of the file beside it written backwards."""
    assert wording.literal("a\u202ebc\u2066d") == "abcd"
    assert wording.plain("a\u202eb", most=40) == "ab"

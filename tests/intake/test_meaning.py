"""What a cell means in its column and file: proved, declared or asked, in every style that tools write."""

from datetime import date, datetime
from decimal import Decimal

import babel.dates
import babel.numbers
import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from custodian.intake import clocks, dates, durations, formats, numbers
from custodian.intake.contracts import Contract
from custodian.intake.decisions import Company
from custodian.intake.staging import Refused
from tests.intake.staged import rows, staged

steady = settings(
    derandomize=True, deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
HEADER = "tool;document_no;company;ordered_on;amount;currency"


def orders(*lines: str) -> str:
    return "\n".join([HEADER, *(f"ERP;{at};Borea;{line}" for at, line in enumerate(lines))]) + "\n"


def value(text: str, kind: str = "money", decimal: str = ".", unit: str = "") -> object:
    return pl.select(numbers.value(pl.lit(text), kind, decimal, is_plain=False, unit=unit)).item()


# Numbers


@pytest.mark.parametrize("locale", ["en_US", "de_DE", "fr_FR", "de_CH", "hi_IN", "pt_BR", "sv_SE", "pl_PL", "es_ES"])
@pytest.mark.parametrize("currency", ["EUR", "USD", "INR", "CHF", "SEK", "PLN"])
@pytest.mark.parametrize("amount", ["1234567.89", "-1234.50", "0.99"])
def test_an_amount_as_babel_writes_it_is_read(locale, currency, amount):
    shown = babel.numbers.format_currency(Decimal(amount), currency, locale=locale)
    decimal = babel.numbers.get_decimal_symbol(locale)
    assert value(shown, decimal=decimal) == Decimal(amount), shown


@pytest.mark.parametrize(
    ("text", "kind", "unit", "expected"),
    [
        ("1.93%", "number", "", 0.0193),
        ("1.93", "number", "percent", 0.0193),
        ("1.93%", "number", "percent", 0.0193),
        ("0.0193", "number", "", 0.0193),
        ("12,34,567", "count", "", 1234567),
        ("৳2,999", "money", "", 2999),
        ("CHF 1’234.50", "money", "", Decimal("1234.50")),
        ("$342.09K", "money", "", 342090),
        ("1.2M", "count", "", 1200000),
        ("($1,234.50)", "money", "", Decimal("-1234.50")),
        ("'97213", "count", "", 97213),
        ("0:00:21", "number", "seconds", 21.0),
        ("1h 5m", "number", "seconds", 3900.0),
        ("21.5", "number", "seconds", 21.5),
        ("5:11", "number", "seconds", None),
        ("<1", "count", "", None),
        ("> 90%", "number", "", None),
        ("Breakout", "count", "", None),
        ("5.27763E+12", "count", "", None),
    ],
)
def test_a_cell_is_its_number_or_none(text, kind, unit, expected):
    assert value(text, kind, unit=unit) == (pytest.approx(expected) if kind == "number" and expected else expected)


def test_five_eleven_is_no_duration():
    assert pl.select(durations.seconds(pl.lit("5:11"))).item() is None
    assert pl.select(durations.seconds(pl.lit("2:05:11"))).item() == 7511


def test_two_number_styles_in_two_columns_are_told_apart(tmp_path):
    header = "platform;campaign;day;impressions;cost;conversions;currency"
    lines = ["Ads;A;2026-10-01;1000;0,33;5.1361714286;EUR", "Ads;B;2026-10-01;2000;1,5;2.5;EUR"]
    done = staged(tmp_path, "\n".join([header, *lines]) + "\n")
    assert done.contract.decimals == {"cost": ",", "conversions": "."}
    assert rows(done, "cost", "conversions") == [(Decimal("0.33"), 5.1361714286), (Decimal("1.5"), 2.5)]
    unclear = "\n".join([header, *lines]).replace("0,33", "1.234").replace("1,5;", "2.345;") + "\n"
    assert rows(staged(tmp_path, unclear), "cost")[0] == (Decimal("1.234"),)  # as its neighbour's point proves


def test_three_thousand_or_three_with_three_decimals_is_asked(tmp_path):
    content = "platform;campaign;day;impressions;currency\nAds;A;2026-10-01;3.000;EUR\n"
    [question] = staged(tmp_path, content).questions
    assert (question.key, question.text) == ("decimal", "Is “3.000” 3000, or 3.000?")


def test_words_for_nothing_are_no_numbers_and_named(tmp_path):
    done = staged(tmp_path, orders("2026-10-01;#DIV/0!;EUR", "2026-10-02;--;EUR", "2026-10-03;7.50;EUR"))
    assert rows(done, "amount") == [(None,), (None,), (Decimal("7.5"),)]
    said = [one.what for one in done.decisions]
    assert "“#DIV/0!” stands for no value" in said


def test_a_bound_is_a_problem_unless_the_format_says_what_it_is(tmp_path):
    content = "platform;campaign;day;conversions\nAds;A;2026-10-01;<1\nAds;B;2026-10-01;7\n"
    assert staged(tmp_path, content).problems[0].value == "<1"
    own = """# Tool: Export
tool = "Tool"
title = "Report"
table = "campaign_days"
header = ["campaign", "day", "conversions"]
[columns]
platform = { value = "Tool" }
campaign = { from = ["campaign"] }
first_day = { from = ["day"] }
last_day = { from = ["day"] }
conversions = { from = ["conversions"], bounds = { "<1" = 0.5 } }
"""
    done = staged(tmp_path, content.replace("<1", "< 1"), declared=formats.parsed("tool", own, is_own=True))
    assert rows(done, "conversions") == [(0.5,), (7.0,)]
    assert "“<1” is read as 0.5" in [one.what for one in done.decisions]


def test_an_id_that_a_spreadsheet_cut_off_is_named(tmp_path):
    done = staged(tmp_path, HEADER + "\nERP;5.27763E+12;Borea;2026-10-01;1.50;EUR\nERP;'97213;B;2026-10-01;1.50;EUR\n")
    assert [(one.line, one.value) for one in done.problems] == [(2, "5.27763E+12")]
    assert "a spreadsheet has cut this one off" in done.problems[0].expected
    assert rows(done, "document_no") == [("97213",)]


# Currencies

OWN = """# Shop: Export
tool = "Shop"
title = "Orders"
table = "orders"
header = ["No"]
[columns]
tool = {{ value = "Shop" }}
document_no = {{ from = ["No"] }}
company = {{ from = ["Customer"] }}
ordered_on = {{ from = ["Day"] }}
amount = {{ from = ["{}"] }}
"""


def shop(folder, name: str, *amounts: str, above: str = "", contract: Contract | None = None):
    lines = [f"{at};B;2026-10-01;{amount}" for at, amount in enumerate(amounts)]
    content = "\n".join([*([above, ""] if above else []), f"No;Customer;Day;{name}", *lines]) + "\n"
    return staged(folder, content, contract, formats.parsed("shop", OWN.format(name), is_own=True))


@pytest.mark.parametrize(
    ("name", "amount", "above", "code"),
    [
        ("Sum (INR)", "12.50", "", "INR"),
        ("Sum (€)", "12.50", "", "EUR"),
        ("Umsatz in CHF", "12.50", "", "CHF"),
        ("Sum", "US$12.50", "", "USD"),
        ("Sum", "kr 12.50 DKK", "", "DKK"),
        ("Sum", "12.50", "Currency: GBP", "GBP"),
        ("Sum", "12.50", "Währung: PLN", "PLN"),
    ],
)
def test_a_currency_is_told_by_the_cell_the_header_or_the_lines_above(tmp_path, name, amount, above, code):
    done = shop(tmp_path, name, amount, above=above)
    assert (done.questions, rows(done, "amount", "currency")) == ((), [(Decimal("12.5"), code)])


def test_each_amount_has_the_currency_of_its_sign(tmp_path):
    done = shop(tmp_path, "Sum", "€12.50", "£7.25")
    assert rows(done, "currency") == [("EUR",), ("GBP",)]


def test_a_dollar_is_asked_about_and_only_among_dollars(tmp_path):
    [question] = shop(tmp_path, "Sum", "$12.50").questions
    assert (question.suggestion, [one.value for one in question.choices][:3]) == ("", ["USD", "CAD", "AUD"])
    with pytest.raises(Refused, match="amounts in EUR"):
        shop(tmp_path, "Sum", "$12.50", contract=Contract(currency="EUR"))


def test_an_amount_with_the_sign_of_another_currency_than_its_row_is_a_problem(tmp_path):
    done = staged(tmp_path, orders("2026-10-01;€12.50;GBP", "2026-10-01;£7.25;GBP"))
    assert (rows(done, "currency"), [one.line for one in done.problems]) == ([("GBP",)], [2])


# Dates


@pytest.mark.parametrize(
    "locale", ["en_US", "en_GB", "de", "fr", "es", "pt_BR", "it", "nl", "pl", "sv", "da", "fi", "cs"]
)
@pytest.mark.parametrize("style", ["medium", "long", "full"])
@pytest.mark.parametrize("day", [date(2026, 3, 4), date(2025, 5, 31), date(2024, 2, 29), date(2026, 10, 6)])
def test_a_day_as_babel_writes_it_is_read(locale, style, day):
    shown = babel.dates.format_date(day, style, locale=locale)
    order = "mdy" if locale == "en_US" else "dmy"
    assert pl.select(dates.day(pl.lit(shown), order, "", True)).item() == day, shown


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("Sept 2025", "2025-09-01", "2025-09-30"),
        ("Oct-25", "2025-10-01", "2025-10-31"),
        ("2026-02", "2026-02-01", "2026-02-28"),
        ("2026-W05", "2026-01-26", "2026-02-01"),
        ("2024-03-01 - 2024-03-11", "2024-03-01", "2024-03-11"),
        ("05.10.2026", "2026-10-05", "2026-10-05"),
        ("45931", "2025-10-01", "2025-10-01"),
    ],
)
def test_a_row_covers_the_days_that_its_cell_says(tmp_path, text, first, last):
    done = staged(tmp_path, f"platform;campaign;day;clicks\nAds;A;{text};7\n")
    assert [tuple(map(str, row)) for row in rows(done, "first_day", "last_day")] == [(first, last)]


def test_the_order_is_proved_by_a_column_that_nobody_loads_and_by_the_lines_above(tmp_path):
    content = "No;Customer;Day;Sum;Changed\n1;B;04/03/2026;€1.50;25/12/2026\n"
    told = staged(tmp_path, content, declared=formats.parsed("shop", OWN.format("Sum"), is_own=True))
    assert (rows(told, "ordered_on"), told.contract.date_order) == ([(date(2026, 3, 4),)], "dmy")
    assert "the column “Changed” can be read in no other way" in [one.because for one in told.decisions]
    above = staged(
        tmp_path, "Orders from 10/01/2026 to 10/31/2026\n\n" + orders("10/04/2026;1.50;EUR", "10/05/2026;2.50;EUR")
    )
    assert rows(above, "ordered_on")[0] == (date(2026, 10, 4),)


def test_the_order_of_the_sources_other_files_answers_and_is_overruled_by_proof(tmp_path):
    before = Company(currency="EUR", date_order="mdy")
    assert rows(staged(tmp_path, orders("04/03/2026;1.50;EUR"), company=before), "ordered_on") == [(date(2026, 4, 3),)]
    proved = staged(tmp_path, orders("31/03/2026;1.50;EUR"), company=before)
    assert rows(proved, "ordered_on") == [(date(2026, 3, 31),)]


def test_years_of_two_digits_in_front_are_asked_about(tmp_path):
    content = orders("26/10/06;1.50;EUR", "26/10/17;2.50;EUR")
    [question] = staged(tmp_path, content).questions
    assert question.text == "Is 26/10/06 the 26th of October or the 6th of October 2026?"
    answered = staged(tmp_path, content, date_order="ymd")
    assert rows(answered, "ordered_on") == [(date(2026, 10, 6),), (date(2026, 10, 17),)]
    again = staged(tmp_path, content, answered.contract)
    assert rows(again, "ordered_on") == rows(answered, "ordered_on")


# Zones

ANSWERS = "tool;contact_id;lead_at\nT;1;{}\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-10-31T23:30:00Z", datetime(2026, 11, 1, 0, 30)),
        ("2026-10-31 18:30:00 -0700", datetime(2026, 11, 1, 2, 30)),
        ("2026-07-31 23:30:00", datetime(2026, 7, 31, 23, 30)),
        ("/Date(1645829571576)/", datetime(2022, 2, 25, 23, 52, 51, 576000)),
    ],
)
def test_a_time_with_a_zone_falls_on_the_companys_day(tmp_path, text, expected):
    done = staged(tmp_path, ANSWERS.format(text), company=Company("EUR", country="DE"))
    assert rows(done, "lead_at") == [(expected,)]
    assert (done.contract.time_zone == "Europe/Berlin") is (text != "2026-07-31 23:30:00")


def test_a_country_of_many_zones_is_asked_for_its_own(tmp_path):
    content = ANSWERS.format("2026-10-31T23:30:00Z")
    [question] = staged(tmp_path, content, company=Company("USD", country="US")).questions
    assert (question.key, question.suggestion) == ("time_zone", "America/New_York")
    done = staged(tmp_path, content, company=Company("USD", country="US"), time_zone="America/Los_Angeles")
    assert rows(done, "lead_at") == [(datetime(2026, 10, 31, 16, 30),)]


def test_a_column_of_greenwich_moves_and_its_midnight_stays():
    cells = pl.Series(["2026-10-31 23:30:00", "2026-10-31 00:00:00"])
    read = pl.select(
        dates.moment(pl.lit(cells), "", "Europe/Berlin", False, clocks.told_in("Created (UTC)"))
    ).to_series()
    assert read.to_list() == [datetime(2026, 11, 1, 0, 30), datetime(2026, 10, 31)]


# Any table in any style

AMOUNTS = st.decimals(Decimal("-9999999.99"), Decimal("9999999.99"), places=2)
DAYS = st.dates(date(2015, 1, 1), date(2040, 12, 31))
DAY_STYLES = ["%d/%m/%Y", "%m/%d/%Y", "%d-%m-%y", "%m/%d/%y", "%d.%m.%Y", "%Y-%m-%d", "%Y%m%d", "%d %b %Y", "%B %d, %Y"]
STYLES = [(".", ","), (".", "'"), (".", ""), (",", "."), (",", " "), (",", "\u00a0"), (",", "\u202f")]


def written(amount: Decimal, style: tuple[str, str], places: int) -> str:
    return f"{amount:,.{places}f}".translate(str.maketrans({",": style[1], ".": style[0]}))


@steady
@given(
    st.lists(st.tuples(DAYS, AMOUNTS), min_size=1, max_size=5),
    st.sampled_from(DAY_STYLES),
    st.sampled_from(STYLES),
    st.sampled_from([0, 2, 3]),
    st.sampled_from(["", "€", " EUR"]),
)
def test_a_table_in_any_style_is_its_values_or_asked_about_or_refused(tmp_path, told, day_style, style, places, sign):
    """Three decimals of `1.234` are a thousand as likely as one: then a question is the only right answer."""
    shown = [written(amount, style, places) for _, amount in told]
    marked = [f"€{each}" if sign == "€" else each + sign for each in shown]
    lines = [f"{day.strftime(day_style)};{each};EUR" for (day, _), each in zip(told, marked, strict=True)]
    try:
        done = staged(tmp_path, orders(*lines))
    except Refused:
        return
    if done.questions or done.problems:
        return
    whole = [Decimal(f"{amount:.{places}f}") for _, amount in told]
    assert rows(done, "ordered_on", "amount") == [(day, each) for (day, _), each in zip(told, whole, strict=True)]

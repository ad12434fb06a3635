"""Real exports of trends, profiles and adverts: every cell as Python's csv reads it; others refused, and why."""

import csv
import re
from calendar import monthrange
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest

from custodian.intake import convert, formats, identify, reading
from custodian.intake.contracts import Contract
from custodian.intake.staging import Refused, Staged
from tests.shared import SHARED, needs_shared

pytestmark = needs_shared
EXPORTS = (SHARED or Path()) / "exports"
DECLARED = formats.declared()


def staged(folder: Path, file: str, **answers: str) -> list[Staged]:
    contract = Contract()
    for key, value in answers.items():
        contract = convert.answer(contract, key, value)
    raws = identify.with_siblings(reading.tables_of(EXPORTS / file, None, formats.known_header(DECLARED)))
    recognised = [(raw, identify.identify(raw, DECLARED)) for raw in raws]
    return [convert.stage(raw, found.format, contract, "0" * 64, folder) for raw, found in recognised if found]


def loaded(done: Staged, *columns: str) -> list[tuple[object, ...]]:
    assert (done.questions, done.rows_refused, done.totals_dropped) == ((), 0, 0)
    told = pl.read_parquet(done.rows)
    assert told.height == done.rows_read
    return sorted(told.select(columns).rows())


def lines(file: str, encoding: str = "utf-8-sig", delimiter: str = ",") -> list[list[str]]:
    with (EXPORTS / file).open(encoding=encoding, newline="") as opened:
        return list(csv.reader(opened, delimiter=delimiter))


def days_of(cell: str) -> tuple[date, date]:
    if re.fullmatch(r"\d{4}-\d\d", cell):
        year, month = map(int, cell.split("-"))
        return date(year, month, 1), date(year, month, monthrange(year, month)[1])
    return date.fromisoformat(cell), date.fromisoformat(cell) + timedelta(days=6)


@pytest.mark.parametrize(
    ("file", "category", "region"),
    [
        ("en_multiTimeline_category_food.csv", "Food & Drink", "India"),
        ("en_multiTimeline_two_terms_2025.csv", "All categories", "United States"),
        ("fr_multiTimeline_monthly.csv", "Toutes catégories", "Dans tous les pays"),
        ("it_multiTimeline_quoted_terms.csv", "Tutte le categorie", "Italia"),
    ],
)
def test_every_cell_of_trends_is_a_term_s_week_or_month(tmp_path, file, category, region):
    [done] = staged(tmp_path, f"google_trends/{file}")
    [_, _, header, *rows] = lines(f"google_trends/{file}")
    compared = " | ".join(sorted(header[1:]))
    expected = [
        (compared, category, name.removesuffix(f": ({region})"), region, *days_of(row[0]), float(cell))
        for row in rows
        for name, cell in zip(header[1:], row[1:], strict=True)
    ]
    found = loaded(done, "comparison", "category", "term", "region", "first_day", "last_day", "interest")
    assert found == sorted(expected)


def test_every_figure_of_a_business_profile_is_of_the_period_that_was_asked_for(tmp_path):
    file = "google_business_profile/performance_report_two_row_header.csv"
    [asked] = staged(tmp_path, file)
    assert [question.key for question in asked.questions] == ["period"]
    [done] = staged(tmp_path, file, period="2025-10-01..2025-10-31")
    header, _, *rows = lines(file)
    expected = [
        (" · ".join(filter(None, row[:3])), date(2025, 10, 1), date(2025, 10, 31), float(cell))
        for row in rows
        for cell in row[4:]
    ]
    assert len(expected) == len(rows) * (len(header) - 4) == 48
    assert loaded(done, "profile", "first_day", "last_day", "value") == sorted(expected)
    told = pl.read_parquet(done.rows)
    seen = told.filter(pl.col("metric").str.starts_with("views"))["value"].sum()
    assert seen == sum(int(cell) for row in rows for cell in row[4:8])
    assert told.filter(metric="direction requests")["value"].sum() == 45 + 80 + 74 + 67


@pytest.mark.parametrize(
    ("file", "delimiter", "blocks"),
    [
        ("insights_Visits.csv", ",", [("Facebook", "views of the profile"), ("Instagram", "views of the profile")]),
        ("insights_Reach.csv", "\t", [("Facebook", "reach"), ("Instagram", "reach")]),
    ],
)
def test_both_networks_of_a_business_suite_export_are_read_each_by_itself(tmp_path, file, delimiter, blocks):
    done = staged(tmp_path, f"meta_business_suite/{file}", account="Our pages")
    rows = lines(f"meta_business_suite/{file}", "utf-16", delimiter)
    starts = [place for place, row in enumerate(rows) if row[:1] == ["Date"]]
    ends = [*(start - 1 for start in starts[1:]), len(rows)]
    assert len(done) == len(starts) == len(blocks) == 2
    for one, start, end, (platform, metric) in zip(done, starts, ends, blocks, strict=True):
        told = [row for row in rows[start + 1 : end] if row and row[0]]
        days = [datetime.fromisoformat(row[0]).date() for row in told]
        expected = [
            (platform, "Our pages", metric, day, day, float(row[1])) for day, row in zip(days, told, strict=True)
        ]
        assert len(expected) == 242
        assert loaded(one, "platform", "profile", "metric", "first_day", "last_day", "value") == sorted(expected)


def test_the_figures_of_a_post_belong_to_the_day_on_which_it_was_published(tmp_path):
    [done] = staged(tmp_path, "meta_business_suite/content_export_posts.csv")
    header, *rows = lines("meta_business_suite/content_export_posts.csv")
    named = {
        "Reactions": "reactions to posts",
        "Comments": "comments on posts",
        "Shares": "shares of posts",
        "Reach": "reach of posts",
        "Impressions": "times posts were shown",
        "Total clicks": "clicks in posts",
    }
    expected = []
    for row in (dict(zip(header, cells, strict=True)) for cells in rows):
        if not row["Post ID"]:
            assert not any(row[name] for name in named)  # of the page, not of a post
            continue
        day = datetime.strptime(row["Publish time"], "%m/%d/%Y %H:%M").date()
        about = (row["Page name"], row["Post ID"], day, day)
        expected += [(*about, metric, float(row[name])) for name, metric in named.items() if row[name]]
    assert len(rows) == 44
    assert loaded(done, "profile", "detail", "first_day", "last_day", "metric", "value") == sorted(expected)


@pytest.mark.parametrize(
    ("file", "currency", "cost", "clicks"),
    [
        ("overview_card_campaigns_currency_symbols.csv", "EUR", None, None),
        ("ptBR_overview_card_campanhas.csv", "BRL", Decimal("299.85"), 69),
    ],
)
def test_an_overview_card_has_its_currency_in_its_cells(tmp_path, file, currency, cost, clicks):
    [done] = staged(tmp_path, f"google_ads/{file}", period="2026-02-05..2026-02-10")
    header, *rows = lines(f"google_ads/{file}")
    at = {name: place for place, name in enumerate(header)}
    spent = [_plain(row[at.get("Cost", 3)], currency == "BRL") for row in rows]
    clicked = [int(row[at.get("Clicks", 4)].replace(",", "")) for row in rows]
    assert (cost or sum(spent), clicks or sum(clicked)) == (sum(spent), sum(clicked))
    expected = sorted((row[0], one, each, currency) for row, one, each in zip(rows, spent, clicked, strict=True))
    assert loaded(done, "campaign", "cost", "clicks", "currency") == expected


def _plain(amount: str, has_comma: bool) -> Decimal:
    digits = re.sub(r"[^\d.,]", "", amount)
    return Decimal(digits.replace(".", "").replace(",", ".") if has_comma else digits.replace(",", ""))


@pytest.mark.parametrize(
    ("file", "found"),
    [
        ("google_ads/ad_report_enUS_wide.csv", "a report of ads"),
        ("google_ads/search_keyword_report_utf16le_tab.csv", "a report of ads"),
        ("google_trends/new_ui_2026_top_queries.csv", "related queries"),
        ("linkedin_campaign_manager/account_517883322_demographics_report.csv", "demographics"),
        ("meta_ads/ads_reporting_age_gender.csv", "one by ad, age, gender or placement alone"),
        ("meta_ads/ads_reporting_by_ad_IDR.csv", "one by ad, age, gender or placement alone"),
        ("meta_ads/german_facebook_export_2018_edited.xlsx", "one by ad, age, gender or placement alone"),
    ],
)
def test_what_would_count_twice_or_means_nothing_by_month_is_refused_with_the_reason(tmp_path, file, found):
    with pytest.raises(Refused) as refused:
        staged(tmp_path, file)
    assert refused.value.found.startswith(found)
    assert refused.value.todo.endswith(".")

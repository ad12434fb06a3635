"""Real exports: those of a declared format load as Python's csv reads them by hand; no other one is taken for any."""

import csv
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import polars as pl
import pytest

from custodian.intake import convert, formats, identify, reading
from custodian.intake.contracts import Contract
from custodian.intake.staging import Refused, Staged
from tests.intake.staged import raw_table
from tests.shared import SHARED, needs_shared

pytestmark = needs_shared
EXPORTS = (SHARED or Path()) / "exports"
DECLARED = formats.declared()
QUERIES = "search_console/en_Performance-on-Search-2026-03-03.zip"
YEAR = ("2025-01-01", "2025-12-31")
PERIOD = {"period": "2025-01-17..2025-04-19"}
SITE = {"account": "www.example.com"}
FILM_FAN = {
    "Have you seen any of the 6 films in the Star Wars franchise?": "customer//known_prompted",
    "Which of the following Star Wars films have you seen? Please select all that apply.": "customer//",
}


@dataclass(frozen=True)
class Read:
    """What a reading by hand gave."""

    file: str
    format: str
    rows: int
    sums: dict[str, float]
    days: tuple[str, str]
    part: str = ""
    totals: int = 0
    refused: int = 0
    answers: dict[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.file} {self.part}".strip()


LOADED = [
    Read(
        "google_ads/campaign_report_enGB_utf8_comma.csv",
        "google_ads_campaigns",
        2,
        {"impressions": 40585, "clicks": 867, "cost": 1164.10, "conversions": 74},
        ("2026-01-27", "2026-02-23"),
        totals=5,
    ),
    Read(
        "google_ads/campaign_report_enUS_utf16le_tab_INR_large.csv",
        "google_ads_campaigns",
        771,
        {"impressions": 18078781, "clicks": 447394, "cost": 4212251.77, "conversions": 38161.69},
        ("2026-01-01", "2026-01-31"),
        totals=10,
    ),
    Read(
        "google_ads/ptBR_campaign_report_decimal_comma.csv",
        "google_ads_campaigns",
        3,
        {"impressions": 519, "clicks": 34, "cost": 118.99, "conversions": 14},
        ("2026-05-05", "2026-05-15"),
        totals=3,
    ),
    Read(
        "linkedin_campaign_manager/account_517883322_creative_performance_report.csv",
        "linkedin_ads",
        10,
        {"impressions": 13294, "clicks": 39, "cost": 340.14, "conversions": 0},
        ("2025-12-06", "2026-03-05"),
    ),
    Read(
        "linkedin_campaign_manager/campaign_group_808102433_campaign_placement_report.csv",
        "linkedin_ads",
        2,
        {"impressions": 13294, "clicks": 39, "cost": 340.12, "conversions": 0},
        ("2025-12-06", "2026-03-05"),
    ),
    Read(
        "linkedin_campaign_manager/en_ad_performance_resaved_excel_utf8.csv",
        "linkedin_ads",
        4,
        {"impressions": 200000, "clicks": 260, "cost": 800, "conversions": 0},
        ("2024-10-01", "2024-10-29"),
    ),
    Read(
        "ga4/exploration_freeform_grand_total_shifted.csv",
        "ga4_exploration",
        1874,
        {"users": 21113, "sessions": 23820, "key_events": 9914},
        ("2024-11-22", "2026-01-20"),
        totals=1,
    ),
    Read(
        "ga4/landing_page_report_crlf.csv",
        "ga4_report",
        211,
        {"sessions": 2671, "users": 2318, "key_events": 24},
        ("2025-02-01", "2025-08-04"),
    ),
    Read("ga4/pages_and_screens_report.csv", "ga4_report", 684, {"users": 114299, "sessions": 130758}, YEAR),
    Read(
        "ga4/tech_details_browser.csv",
        "ga4_report",
        8,
        {"users": 2121, "engaged_sessions": 1541, "key_events": 24},
        ("2025-02-01", "2025-08-04"),
    ),
    Read(
        "ga4/user_acquisition_report.csv",
        "ga4_report",
        8,
        {"users": 2140, "sessions": 0, "key_events": 24},
        ("2025-02-01", "2025-08-04"),
    ),
    Read("ga4/data_export_2023_nthday.csv", "ga4_report", 28, {"users": 6}, ("2023-09-23", "2023-10-20"), "table 1"),
    Read("ga4/data_export_2023_nthday.csv", "ga4_report", 1, {"sessions": 7}, ("2023-09-23", "2023-10-20"), "table 6"),
    Read("ga4/data_export_2023_nthday.csv", "ga4_report", 1, {"users": 3}, ("2023-09-23", "2023-10-20"), "table 8"),
    Read(
        "ga4/es_data_export_2023_multitable.csv",
        "ga4_report",
        28,
        {"users": 17},
        ("2023-04-24", "2023-05-21"),
        "table 1",
    ),
    Read(
        "ga4/es_data_export_2023_multitable.csv",
        "ga4_report",
        2,
        {"sessions": 28},
        ("2023-04-24", "2023-05-21"),
        "table 6",
    ),
    Read(
        "ga4/es_data_export_2023_multitable.csv",
        "ga4_report",
        3,
        {"users": 17},
        ("2023-04-24", "2023-05-21"),
        "table 8",
    ),
    Read("ga4/reports_snapshot_multitable.csv", "ga4_report", 5, {"sessions": 4672}, YEAR, "table 6"),
    Read("ga4/reports_snapshot_multitable.csv", "ga4_report", 7, {"users": 3583}, YEAR, "table 8"),
    Read(
        "search_console/en_2025_Dates.csv",
        "search_console_days",
        34,
        {"clicks": 110, "impressions": 496},
        ("2025-03-17", "2025-04-19"),
        answers=SITE,
    ),
    Read(
        "search_console/en_2026_Chart.csv",
        "search_console_days",
        49,
        {"clicks": 27, "impressions": 832},
        ("2026-04-13", "2026-05-31"),
        answers=SITE,
    ),
    Read(
        "search_console/en_2025_Queries.csv",
        "search_console_queries",
        53,
        {"clicks": 68, "impressions": 313},
        ("2025-01-17", "2025-04-19"),
        answers=SITE | PERIOD,
    ),
    Read(
        QUERIES, "search_console_days", 365, {"clicks": 100599, "impressions": 9541487}, YEAR, "Chart.csv", answers=SITE
    ),
    Read(
        QUERIES,
        "search_console_queries",
        1000,
        {"clicks": 20443, "impressions": 1562309},
        YEAR,
        "Queries.csv",
        answers=SITE,
    ),
    Read(
        "mailchimp/campaigns_list_report_2017_edited.csv",
        "mailchimp_campaigns",
        62,
        {"sent": 16961, "delivered": 16193, "opens": 2933, "clicks": 169, "unsubscribes": 240},
        ("2017-02-24", "2017-04-11"),
    ),
    Read(
        "salesforce_weekly_export/Campaign.csv",
        "salesforce_campaigns",
        3,
        {"cost": 20000},
        ("2022-09-08", "2022-12-21"),
        answers={"currency": "USD"},
    ),
    # A mock whose numbers repeat: 23 of its 64 invoices have two customers or days, and are left out with all 59 lines.
    Read(
        "xero/SalesInvoiceTemplate_filled_mock.csv",
        "xero_invoice_lines",
        41,
        {"amount": 96710},
        ("2019-02-18", "2020-02-04"),
        refused=59,
        answers={"currency": "USD"},
    ),
    # Yes or no of 1,186, and six films to tick for the 835 who ticked any; 3,897 ticks.
    Read(
        "surveymonkey/audience_two_row_header_starwars.csv",
        "surveymonkey_answers",
        1186 + 6 * 835,
        {"value": 3897},
        ("2025-01-17", "2025-01-17"),
        answers=PERIOD | {"account": "Films"} | {f"survey:{question}": said for question, said in FILM_FAN.items()},
    ),
]
# Recognised as well; test_more_exports.py, test_commerce_exports.py and test_exports_of_surveys.py read them by hand.
ELSEWHERE = {
    "google_forms/de_zeitstempel_MEZ_textcopy.csv",
    "google_forms/es_marca_temporal.csv",
    "google_forms/multi_select_semicolon.csv",
    "qualtrics/insights_three_row_multiselect.csv",
    "qualtrics/legacy_two_row_header_bom.csv",
    "typeform/legacy_multicolumn_choices_excerpt_first600lines.csv",
    "typeform/responses_no_token.csv",
    "meta_ads/ads_manager_campaigns_INR.csv",
    "meta_ads/ads_reporting_with_blank_total_row.csv",
    "microsoft_ads/campaign_performance_report_2019.csv",
    "shopify_orders/orders_export_1_excel_resave.csv",
    "stripe/unified_payments_testmode.csv",
    "trustpilot/business_reviews_excerpt_100rows_converted.csv",
    # test_presence_exports.py
    "google_ads/overview_card_campaigns_currency_symbols.csv",
    "google_ads/ptBR_overview_card_campanhas.csv",
    "google_business_profile/performance_report_two_row_header.csv",
    "google_trends/en_multiTimeline_category_food.csv",
    "google_trends/en_multiTimeline_two_terms_2025.csv",
    "google_trends/fr_multiTimeline_monthly.csv",
    "google_trends/it_multiTimeline_quoted_terms.csv",
    "meta_business_suite/content_export_posts.csv",
    "meta_business_suite/insights_Reach.csv",
    "meta_business_suite/insights_Visits.csv",
}
MINE = {read.file for read in LOADED} | ELSEWHERE
OTHERS = sorted(
    path.relative_to(EXPORTS).as_posix()
    for path in EXPORTS.rglob("*")
    if path.is_file() and path.relative_to(EXPORTS).as_posix() not in MINE
)


@cache
def known() -> object:
    return formats.known_header(DECLARED)


def loaded(read: Read, folder: Path) -> Staged:
    raws = identify.with_siblings(reading.tables_of(EXPORTS / read.file, None, known()))
    [raw] = [raw for raw in raws if raw.part == read.part]
    declared = identify.identify(raw, DECLARED).format
    contract = Contract()
    for key, value in read.answers.items():
        contract = convert.answer(contract, key, value)
    done = convert.stage(raw, declared, contract, "0" * 64, folder)
    for question in done.questions if read.format == "surveymonkey_answers" else ():
        contract = convert.answer(contract, question.key, "skip")
    return convert.stage(raw, declared, contract, "0" * 64, folder) if done.questions else done


@pytest.mark.parametrize("read", LOADED, ids=str)
def test_it_loads_as_it_was_read_by_hand(read, tmp_path):
    done = loaded(read, tmp_path)
    assert done.questions == ()
    assert (done.format, done.totals_dropped, done.rows_refused) == (read.format, read.totals, read.refused)
    frame = pl.read_parquet(done.rows)
    assert frame.height == read.rows
    sums = {name: round(float(frame[name].sum() or 0), 2) for name in read.sums}
    assert sums == read.sums
    days = frame.select(pl.col(pl.Date, pl.Datetime).cast(pl.Date)).to_dict()
    told = [
        series
        for name, series in days.items()
        if name in ("first_day", "last_day", "sent_at", "ordered_on", "answered_at")
    ]
    assert (str(min(series.min() for series in told)), str(max(series.max() for series in told))) == read.days


@pytest.mark.parametrize("file", OTHERS)
def test_it_is_taken_for_no_format(file):
    try:
        raws = identify.with_siblings(reading.tables_of(EXPORTS / file, None, known()))
    except Refused as refused:
        assert refused.todo.endswith(".")
        return
    found = [found.format for raw in raws if (found := identify.identify(raw, DECLARED))]
    assert [one.key for one in found if not one.refused] == []


@pytest.mark.parametrize("file", sorted({read.file for read in LOADED if read.part}))
def test_of_several_tables_only_those_read_by_hand_are_recognised(file):
    raws = identify.with_siblings(reading.tables_of(EXPORTS / file, None, known()))
    assert {raw.part for raw in raws if identify.identify(raw, DECLARED)} == {
        read.part for read in LOADED if read.file == file
    }


def test_an_advert_of_two_lines_keeps_its_name(tmp_path):
    [creative] = [read for read in LOADED if "creative" in read.file]
    first = pl.read_parquet(loaded(creative, tmp_path).rows).row(0, named=True)
    assert (first["platform"], first["account"], first["currency"]) == ("LinkedIn", "Orla", "BRL")
    assert first["detail"] == "Anúncio_5_23Feb2026 · 1179706433"
    assert str(first["cost"]) == "36.6500"


@pytest.mark.parametrize(
    ("file", "format_"),
    [
        ("salesforce_weekly_export_Opportunity.csv", "salesforce_opportunities"),
        ("salesforce_api_names_Opportunity.csv", "salesforce_opportunities"),
        ("hubspot_contacts_joined_companies.csv", "hubspot_contacts"),
        ("hubspot_companies.csv", None),
        ("salesforce_weekly_export_Lead.csv", None),
        ("salesforce_api_names_Lead.csv", None),
        ("salesforce_report_labels_contacts.csv", None),
        ("shopify_orders_2021.csv", "shopify_orders"),
        ("shopify_orders_2023a.csv", "shopify_orders"),
        ("shopify_orders_2026a.csv", "shopify_orders"),
        ("stripe_unified_payments_2024_all_columns.csv", "stripe_payments"),
        ("stripe_unified_payments_2026.csv", "stripe_payments"),
        ("stripe_invoices_2023.csv", None),
    ],
)
def test_a_header_of_which_no_rows_could_be_shared_is_told_from_the_others(file, format_):
    with (EXPORTS / "header_rows_only" / file).open(encoding="utf-8") as opened:
        header = next(csv.reader(opened))
    found = identify.identify(raw_table(header, ["x"] * len(header)), DECLARED)
    assert (found.format.key if found else None) == format_

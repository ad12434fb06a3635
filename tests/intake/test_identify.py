"""A file is recognised by its header, whatever its name; a stranger is not."""

import pytest

from custodian.intake import formats, identify
from custodian.intake.tables import RawTable
from tests.intake.staged import raw_table, tables, written

DECLARED = formats.declared()


def key(raw: RawTable) -> str | None:
    found = identify.identify(raw, DECLARED)
    return found.format.key if found else None


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (["Id", "StageName", "CloseDate", "CreatedDate", "IsWon"], "salesforce_opportunities"),
        (["ID", "STAGENAME", "CLOSEDATE", "CREATEDDATE"], "salesforce_opportunities"),
        (["Opportunity Name", "Stage", "Close Date", "Amount"], "salesforce_opportunity_report"),
        (["Record ID", "Deal Name", "Deal Stage", "Amount"], "hubspot_deals"),
        (["Record ID - Contact", "First Name", "Email", "Create Date", "Create Date"], "hubspot_contacts"),
        (["Date", "Clicks", "Impressions", "CTR", "Position"], "search_console_days"),
        (["Häufigste Suchanfragen", "Klicks", "Impressionen", "CTR", "Position"], "search_console_queries"),
        (["Top pages", "Clicks", "Impressions", "CTR", "Position"], None),
        (["Date", "Clicks", "Impressions", "CTR", "Position", "Device"], None),
        (["Campaign status", "Campaign", "Cost", "Currency code"], "google_ads_campaigns"),
        (["Campaign status", "Ad group", "Campaign", "Cost", "Currency code"], "google_ads_parts"),
        (["platform", "campaign", "day", "cost"], "custodian_campaign_days"),
        (["platform", "campaign", "day", "cost", "colour"], None),
        (["Name", "Email", "Phone"], None),
    ],
)
def test_the_header_tells(header, expected):
    assert key(raw_table(header, ["x"] * len(header))) == expected


def test_because_names_tool_and_columns():
    raw = raw_table(["Title", "Send Date", "Total Recipients", "Successful Deliveries", "Unique Opens"], ["x"] * 5)
    said = identify.identify(raw, DECLARED).because
    assert said == "Mailchimp, Campaigns: it has the columns Title, Send Date, Total Recipients, Successful Deliveries."


def test_a_survey_is_told_by_its_second_header():
    assert key(raw_table(["Respondent ID", "Good?"], ["", "Response"], ["1", "Yes"])) == "surveymonkey_answers"
    assert key(raw_table(["Respondent ID", "Good?"], ["1", "Yes"])) is None


def test_stacked_reports_know_the_website_of_the_first(tmp_path):
    text = (
        "# ---\n# Report\n# Account: Voltara\n# Property: voltara.example\n# ---\n"
        "# Start date: 20261001\n# End date: 20261002\n"
        "Nth day,Users\n0000,5\n0001,7\n\n"
        "# Start date: 20261001\n# End date: 20261002\nSession default channel group,Sessions\nDirect,9\n"
    )
    first, second = tables(written(tmp_path, text))
    assert key(first) == key(second) == "ga4_report"
    assert ("# Property: voltara.example",) in second.preamble

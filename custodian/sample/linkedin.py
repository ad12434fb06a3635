"""Campaign performance reports as LinkedIn Campaign Manager writes them: UTF-16, tabs, American dates, Swiss francs."""

from collections.abc import Iterator
from datetime import date, timedelta

from custodian.domain import periods
from custodian.sample import campaigns, files, story
from custodian.sample.campaigns import LINKEDIN, Campaign
from custodian.sample.chance import Chance, parted
from custodian.sample.files import Row

HEADER = [
    "Start Date (in UTC)",
    "Account Name",
    "Currency",
    "Campaign Group ID",
    "Campaign Group Name",
    "Campaign Group Status",
    "Campaign ID",
    "Campaign Name",
    "Campaign Objective",
    "Campaign Type",
    "Campaign Status",
    "Cost Type",
    "Daily Budget",
    "Total Spent",
    "Impressions",
    "Clicks",
    "Click Through Rate",
    "Average CPM",
    "Average CPC",
    "Reactions",
    "Comments",
    "Shares",
    "Follows",
    "Total Engagements",
    "Engagement Rate",
    "Conversions",
    "Leads",
    "Cost per Lead",
]
CLICK_COST, CLICK_SHARE = 6.8, 0.0058


def exports() -> Iterator[tuple[str, bytes]]:
    for first, last in ((story.FIRST, story.HISTORY_ENDS), (story.LAST, story.LAST_DAY)):
        name = f"linkedin/account_512204417_campaign_performance_report {last}.csv"
        yield name, files.utf16(_report(first, last))


def _report(first: date, last: date) -> str:
    generated = last + timedelta(days=2)
    preamble = [
        ["Campaign Performance Report (in UTC)"],
        [f"Report Start: {_in_words(first)}, 12:00 AM"],
        [f"Report End: {_in_words(last)}, 11:59 PM"],
        [f"Date Generated: {_in_words(generated)}, 8:14 AM"],
    ]
    months = periods.months(first, last)
    days = [row for month in months for campaign in campaigns.running(month) for row in _days(campaign, month)]
    # LinkedIn quotes a preamble line because of its commas, although its columns are parted by tabs.
    opening = "".join(files.table([line]) for line in preamble)
    return opening + "\n" + files.table([HEADER, *days], delimiter="\t")


def _days(campaign: Campaign, month: date) -> Iterator[Row]:
    cost = campaign.cost_in(month, LINKEDIN)
    if not cost:
        return
    chance = Chance("linkedin", campaign.name, month)
    days = (periods.last_day(month) - month).days + 1
    number_of_campaign = 483_400_000 + campaigns.CAMPAIGNS.index(campaign)
    for number, cents in enumerate(parted(round(cost * 100), [chance.between(0.8, 1.2) for _ in range(days)])):
        day, spent = month + timedelta(days=number), cents / 100
        clicks = max(round(spent / CLICK_COST * chance.between(0.8, 1.2)), 1)
        shown = round(clicks / CLICK_SHARE * chance.between(0.8, 1.2))
        engaged = clicks + chance.whole(0, 6)
        leads = chance.whole(0, 2)
        yield (
            f"{day.month}/{day.day}/{day.year}",
            "Voltara AG",
            "CHF",
            802_114_700,
            "Voltara 2025-26",
            "Active",
            number_of_campaign,
            campaign.name,
            "Lead generation",
            "Sponsored Update",
            "Active",
            "CPM",
            f"{cost / 30:.2f}",
            f"{spent:.2f}",
            shown,
            clicks,
            f"{clicks / shown:.3%}",
            f"{1000 * spent / shown:.2f}",
            f"{spent / clicks:.2f}",
            chance.whole(0, 4),
            0,
            chance.whole(0, 1),
            chance.whole(0, 2),
            engaged,
            f"{engaged / shown:.3%}",
            leads,
            leads,
            f"{spent / leads:.2f}" if leads else "0.00",
        )


def _in_words(day: date) -> str:
    return f"{day.strftime('%B')} {day.day}, {day.year}"

"""Trends, profiles and adverts, each in a small file of our own that holds its trap."""

from datetime import date
from decimal import Decimal

import pytest

from custodian.intake import convert, formats, identify
from custodian.intake.contracts import Contract
from custodian.intake.staging import Refused
from tests.intake.staged import rows, staged, tables, written

TREND = ("term", "region", "first_day", "last_day", "interest")
OCTOBER = (date(2026, 10, 1), date(2026, 10, 31))


# Google Trends


@pytest.mark.parametrize(
    ("above", "first", "term", "region"),
    [
        ("Kategorie: Alle Kategorien", "Woche", "voltara", "Deutschland"),
        ("Catégorie\u00a0: Toutes catégories", "Semaine", "voltara", "France"),
        ("カテゴリ: すべてのカテゴリ", "週", "ボルタラ", "日本"),
        ("类别：所有类别", "周", "沃尔塔拉", "中国"),
        ("Категорія: Усі категорії", "Тиждень", "вольтара", "Україна"),
        ("Category: All categories", "Week", "voltara: dc", "South Korea (all)"),
    ],
)
def test_a_week_of_trends_covers_seven_days_in_every_language(tmp_path, above, first, term, region):
    content = f"{above}\n\n{first},{term}: ({region}),rival: ({region})\n2026-10-04,12,88\n2026-10-11,<1,90\n"
    done = staged(tmp_path, content)
    assert sorted(rows(done, *TREND)) == sorted(
        [
            (term, region, date(2026, 10, 4), date(2026, 10, 10), 12),
            (term, region, date(2026, 10, 11), date(2026, 10, 17), 0.5),
            ("rival", region, date(2026, 10, 4), date(2026, 10, 10), 88),
            ("rival", region, date(2026, 10, 11), date(2026, 10, 17), 90),
        ]
    )
    assert set(rows(done, "comparison")) == {(" | ".join(sorted([f"{term}: ({region})", f"rival: ({region})"])),)}


@pytest.mark.parametrize(
    ("days", "covered"),
    [
        (("2026-10", "2026-11"), [OCTOBER, (date(2026, 11, 1), date(2026, 11, 30))]),
        (("Oct-26", "Nov-26"), [OCTOBER, (date(2026, 11, 1), date(2026, 11, 30))]),
        (("2021-02", "2021-03"), [(date(2021, 2, 1), date(2021, 2, 28)), (date(2021, 3, 1), date(2021, 3, 31))]),
        (("2026-10",), [OCTOBER]),
        (("2026-10-03", "2026-10-04"), [(date(2026, 10, 3),) * 2, (date(2026, 10, 4),) * 2]),
        (("04.10.2026", "25.10.2026", "18.10.2026"), None),
    ],
)
def test_what_a_row_of_trends_covers_is_told_by_the_days_between_rows(tmp_path, days, covered):
    """Saved again by a spreadsheet: semicolons, padded lines, other ways to write a month."""
    content = "Category: All categories;\r\n;\r\nMonth;voltara: (Germany)\r\n" + "".join(f"{day};7\r\n" for day in days)
    if covered is None:
        covered = [
            (day, day.replace(day=day.day + 6)) for day in (date(2026, 10, 4), date(2026, 10, 25), date(2026, 10, 18))
        ]
    assert rows(staged(tmp_path, content), "first_day", "last_day") == covered


@pytest.mark.parametrize(
    ("days", "found"),
    [
        (("2026-10-04",), "one row only"),
        (("2026-10-04T13", "2026-10-04T14"), "“2026-10-04T13”"),
        (("2026-10-04", "2026-10-06", "2026-10-11"), "rows 2, 5 days apart"),
    ],
)
def test_rows_of_which_nobody_knows_what_they_cover_are_refused(tmp_path, days, found):
    content = "Category: All categories\n\nTime,voltara: (Germany)\n" + "".join(f"{day},7\n" for day in days)
    with pytest.raises(Refused) as refused:
        staged(tmp_path, content)
    assert refused.value.found.startswith(found)


def test_no_data_for_a_term_is_no_zero(tmp_path):
    content = "Category: All categories\n\nMonth,voltara: (Germany),rival: (Germany)\n2026-10,,88\n2026-11,0,90\n"
    assert sorted(rows(staged(tmp_path, content), "term", "interest")) == [("rival", 88), ("rival", 90), ("voltara", 0)]


@pytest.mark.parametrize("of", ["voltara: ({})", "voltara\u00a0: ({});rival\u00a0: ({})"])
@pytest.mark.parametrize("days", ["13/11/2025 - 13/11/2026", "10/1/26, 9:43\u202fAM - 10/2/2026, 9:43\u202fAM"])
def test_a_map_of_regions_is_refused_as_one_figure_for_a_whole_period(tmp_path, of, days):
    names = [f'"{name.format(days)}"' for name in of.split(";")]
    content = f"Category: All categories\n\nCountry,{','.join(names)}\nGermany,{','.join(['56%'] * len(names))}\n"
    with pytest.raises(Refused, match="interest by region, which is one figure for a whole period"):
        staged(tmp_path, content)


# Profiles

BUSINESS = (
    "Store code,Business name,Address,Labels,Google Search - Mobile,Google Search - Desktop,Google Maps - Mobile,"
    "Google Maps - Desktop,Calls,Messages,Bookings,Directions,Website clicks\n"
)
EXPLAINED = ",,,,Number of people that viewed your Business Profile" + ",Number of" * 8 + "\n"
OFFICE = ',Voltara,"Ring 1, Ulm",,38,37,20,16,3,0,0,45,4\n'


@pytest.mark.parametrize("explained", [EXPLAINED, ""])
def test_the_row_that_explains_the_columns_is_no_location(tmp_path, explained):
    done = staged(tmp_path, BUSINESS + explained + OFFICE, period="2026-10-01..2026-10-31")
    told = rows(done, "profile", "metric", "value", "first_day", "last_day")
    assert {row[:1] + row[3:] for row in told} == {("Voltara · Ring 1, Ulm", *OCTOBER)}
    assert [row[2] for row in told] == [38, 37, 20, 16, 3, 0, 0, 45, 4]


@pytest.mark.parametrize(
    ("name", "suggestion"),
    [
        ("GMB insights (Discovery Report) - 2026-10-1 - 2026-10-31.csv", "2026-10-01..2026-10-31"),
        ("Campaigns(2026.02.05-2026.02.10).csv", "2026-02-05..2026-02-10"),
        ("searched_CA_20260222-2312_20260522-2312.csv", "2026-02-22..2026-05-22"),
        ("report 2026-10-31.csv", ""),
        ("2026-10-31 back to 2026-10-01.csv", ""),
        ("2026-13-45 - 2026-10-01.csv", ""),
    ],
)
def test_a_period_in_the_file_s_name_is_asked_for_with_that_as_a_suggestion(tmp_path, name, suggestion):
    [raw] = tables(written(tmp_path, BUSINESS + OFFICE), name)
    done = convert.stage(raw, formats.declared()["google_business_profile"], Contract(), "0" * 64, tmp_path)
    assert [(question.key, question.suggestion) for question in done.questions] == [("period", suggestion)]
    assert done.rows is None


@pytest.mark.parametrize(
    ("title", "platform", "metric"),
    [
        ("Facebook visits", "Facebook", "views of the profile"),
        ("Instagram profile visits", "Instagram", "views of the profile"),
        ("Views", "Meta", "times posts were shown"),
        ("Facebook link clicks", "Facebook", "link clicks"),
        ("Facebook follows", "Facebook", "follows"),
    ],
)
@pytest.mark.parametrize("sign", [",", "\t"])
def test_the_line_above_a_business_suite_table_says_what_it_counts(tmp_path, title, platform, metric, sign):
    lines = [f"sep={sign}", f'"{title}"', f'"Date"{sign}"Primary"', f'"2026-10-05T00:00:00"{sign}"138"']
    content = "\ufeff" + "\r\n".join([*lines, f'"2026-10-06T00:00:00"{sign}"7"', ""])
    done = staged(tmp_path, content.encode("utf-16-le"), account="Voltara")
    assert rows(done, "platform", "profile", "metric", "first_day", "last_day", "value") == [
        (platform, "Voltara", metric, date(2026, 10, 5), date(2026, 10, 5), 138),
        (platform, "Voltara", metric, date(2026, 10, 6), date(2026, 10, 6), 7),
    ]


# Adverts

META = "Campaign name,Month,Impressions,Link clicks,Amount spent (EUR),Reporting starts,Reporting ends\n"


def test_a_month_of_meta_covers_the_days_that_its_cell_says(tmp_path):
    content = META + (
        "Launch,2026-09-15 - 2026-09-30,900,9,40.5,2026-09-15,2026-10-31\n"
        "Launch,2026-10-01 - 2026-10-31,1900,19,80.5,2026-09-15,2026-10-31\n"
    )
    assert rows(staged(tmp_path, content), "first_day", "last_day", "cost") == [
        (date(2026, 9, 15), date(2026, 9, 30), Decimal("40.5")),
        (*OCTOBER, Decimal("80.5")),
    ]


GOOGLE = (
    "Campaign report\n1 September 2026 - 31 October 2026\nCampaign status,Campaign,{},Currency code,Impr.,Clicks,Cost\n"
)


@pytest.mark.parametrize(
    ("segment", "cells", "covered"),
    [
        ("Month", ("Sep 2026", "Oct 2026"), [(date(2026, 9, 1), date(2026, 9, 30)), OCTOBER]),
        ("Month", ("2026-09-01", "2026-10-01"), [(date(2026, 9, 1), date(2026, 9, 30)), OCTOBER]),
        ("Week", ("2026-09-28",), [(date(2026, 9, 28), date(2026, 10, 4))]),
    ],
)
def test_a_segment_of_google_ads_covers_its_month_or_week(tmp_path, segment, cells, covered):
    content = GOOGLE.format(segment) + "".join(f"Enabled,Launch,{cell},EUR,900,9,40.50\n" for cell in cells)
    assert rows(staged(tmp_path, content), "first_day", "last_day") == covered


MICROSOFT = (
    '"Report Name: Campaign"\r\n"Report Time: 10/1/2026 - 10/31/2026"\r\n"Report Aggregation: {}"\r\n'
    '"Report Filter: "\r\n\r\n'
)
BY_COPYRIGHT = '\r\n"©2026 Microsoft Corporation. All rights reserved. "\r\n'


@pytest.mark.parametrize(
    ("aggregation", "column", "cell", "key", "covered"),
    [
        ("Daily", "TimePeriod", "2026-10-05", "microsoft_ads_days", (date(2026, 10, 5),) * 2),
        ("Weekly", "TimePeriod", "2026-10-04", "microsoft_ads_weeks", (date(2026, 10, 4), date(2026, 10, 10))),
        ("Monthly", "TimePeriod", "2026-10-01", "microsoft_ads_months", OCTOBER),
    ],
)
def test_a_row_of_microsoft_ads_covers_what_the_report_says_it_adds_up(
    tmp_path, aggregation, column, cell, key, covered
):
    content = (
        "\ufeff"
        + MICROSOFT.format(aggregation)
        + (
            f'"CampaignName","{column}","CurrencyCode","Impressions","Clicks","Spend"\r\n"Launch","{cell}","EUR","734","86","60.35"\r\n'
        )
    )
    done = staged(tmp_path, content + BY_COPYRIGHT)
    assert (done.format, rows(done, "first_day", "last_day", "cost")) == (key, [(*covered, Decimal("60.35"))])


def test_a_report_of_microsoft_ads_without_days_is_asked_for_its_period(tmp_path):
    """10/1/2026 above the header may be the 10th of January."""
    content = (
        MICROSOFT.format("Summary")
        + '"CampaignName","CurrencyCode","Spend"\r\n"Launch","EUR","60.35"\r\n'
        + BY_COPYRIGHT
    )
    assert [question.key for question in staged(tmp_path, content).questions] == ["period"]


PERIODS = ("Last 3 months", "Previous 3 months")
REFUSED = [
    ("one by ad", "Gender,Amount spent (EUR),Reporting starts,Reporting ends\nmale,1,2026-10-01,2026-10-31\n"),
    ("one by ad", "Werbeanzeigen,Ausgegebener Betrag (EUR),Berichtsstart,Berichtsende\nA,1,2026-10-01,2026-10-31\n"),
    ("a report of ads", 'Bericht\n1. Oktober 2026\nKeyword,Kampagne,Währungscode,Kosten\nx,K,EUR,"1,50"\n'),
    ("demographics", "Company Size Segment,Impressions,Percent of Total Impressions,Clicks\n11-50,9,5%,1\n"),
    (
        "a comparison of two",
        ",".join(["Top queries", *(f"{of} {what}" for what in ("Clicks", "Impressions", "CTR") for of in PERIODS)])
        + "\nvoltara,1,2,3,4,5%,6%\n",
    ),
    (
        "the report of a single one",
        "Email Campaign Report\nTitle:,October letter\nSubject Line:,What we learned\n\nOverall Stats\n"
        "Total Recipients:,120\nTotal Clicks:,9\n",
    ),
]


@pytest.mark.parametrize(("found", "content"), REFUSED)
def test_what_is_never_loaded_is_refused_with_a_way_out(tmp_path, found, content):
    raws = tables(written(tmp_path, content))
    [recognised] = [(raw, one.format) for raw in raws if (one := identify.identify(raw, formats.declared()))]
    with pytest.raises(Refused, match="found " + found) as refused:
        convert.stage(*recognised, Contract(), "0" * 64, tmp_path)
    assert refused.value.todo.endswith(".")


# Columns whose names are months

SPEND = """# Our spending: Sheets > Download
tool = "Our sheet"
title = "Spending by month"
table = "campaign_days"
header = ["Channel", '/\\w+\\.? \\d{4}/']
unpivot = '/\\w+\\.? \\d{4}/'
[columns]
platform = { value = "By hand" }
campaign = { from = "Channel" }
first_day = { from = "(column)", covers = "month" }
cost = { from = "(cell)" }
currency = { value = "USD" }
"""


def test_months_as_columns_become_rows_of_their_days(tmp_path):
    content = (
        "Channel,Sep 2024,Sept 2025,Februar 2026,Total\n"
        'Search,700.00,"1,060.00",65290,67050.00\nFairs,,20.00,30.00,50.00\n'
    )
    raw, *_ = tables(
        written(tmp_path, content)
    )  # the table as it stands, before the one made of it for matching by hand
    done = convert.stage(raw, formats.parsed("ours", SPEND), Contract(), "0" * 64, tmp_path)
    assert sorted(rows(done, "campaign", "first_day", "last_day", "cost")) == sorted(
        [
            ("Search", date(2024, 9, 1), date(2024, 9, 30), Decimal("700")),
            ("Search", date(2025, 9, 1), date(2025, 9, 30), Decimal("1060")),
            ("Fairs", date(2025, 9, 1), date(2025, 9, 30), Decimal("20")),
            ("Search", date(2026, 2, 1), date(2026, 2, 28), Decimal("65290")),
            ("Fairs", date(2026, 2, 1), date(2026, 2, 28), Decimal("30")),
        ]
    )

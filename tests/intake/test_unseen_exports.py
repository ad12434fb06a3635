"""Exports as people have them: other columns than usual, saved anew by a spreadsheet, with what was deleted in them."""

from datetime import date
from decimal import Decimal

import pytest

from custodian.domain import imports
from custodian.intake import formats, identify
from tests import loading
from tests.intake.staged import rows, staged, tables, written

ABOVE = 'Spend by day\n"January 1, 2026 - January 31, 2026"\n'
WEEKLY = '"Id","IsDeleted","Name","StageName","Amount","CloseDate","CreatedDate","IsClosed","IsWon","CurrencyIsoCode"\n'
REPORT = '"Opportunity Owner","Account Name","Opportunity Name","Stage","Amount","Close Date","Created Date","Type"\n'


def recognised(tmp_path, content):
    [raw] = tables(written(tmp_path, content))
    found = identify.identify(raw, formats.declared())
    return found.format.key if found else ""


def told(done):
    return [(one.what, one.because) for one in done.decisions]


@pytest.mark.parametrize("deleted", ["1", "true", "TRUE"])
def test_what_lies_in_the_recycle_bin_of_salesforce_is_no_deal(tmp_path, deleted):
    line = '"{0}","{1}","Pump","Gone","99.5","2026-05-11","2026-04-02","1","1","EUR"\n'
    done = staged(tmp_path, WEEKLY + line.format("006A", "0") + line.format("006B", deleted))
    assert rows(done, "deal_id", "amount") == [("006A", Decimal("99.5"))]
    assert (done.rows_read, done.rows_refused) == (1, 0)
    assert "the column “IsDeleted” says" in done.decisions[-1].because


def test_a_standard_report_of_salesforce_has_no_id(tmp_path):
    line = '"Ada","{}","Pump","Closed Won","{}","31/01/2026","{}","New"\n'
    content = REPORT + line.format("Acme", 1200, "01/01/2026") + line.format("Beta", 800, "01/01/2026")
    done = staged(tmp_path, content, currency="EUR")
    assert (done.format, done.problems) == ("salesforce_opportunity_report_view", ())
    assert rows(done, "deal_id", "amount", "closed_on") == [
        ("Pump · Acme · 01/01/2026", Decimal(1200), date(2026, 1, 31)),
        ("Pump · Beta · 01/01/2026", Decimal(800), date(2026, 1, 31)),
    ]


def test_two_deals_that_share_all_that_tells_them_apart_are_shown(tmp_path):
    line = '"Ada","Acme","Pump","Closed Won","{}","31/01/2026","{}","New"\n'
    content = REPORT + line.format(1, "01/01/2026") + line.format(2, "01/01/2026") + line.format(4, "02/01/2026")
    done = staged(tmp_path, content, currency="EUR")
    assert (rows(done, "amount"), [one.line for one in done.problems]) == ([(Decimal(4),)], [2, 3])


def test_the_report_editor_of_google_ads_has_no_status(tmp_path):
    header = "Day,Campaign,Campaign type,Currency code,Cost,Impr.,Avg. CPC,Conv. rate,Clicks,Conversions\n"
    lines = "2026-01-01,Brand,Search,EUR,12.50,100,1.25,10.00%,10,1.00\n2026-01-02,Brand,Search,EUR,3,7,1,0%,3,0\n"
    done = staged(tmp_path, ABOVE + header + lines)
    assert (done.format, done.problems) == ("google_ads_editor", ())
    assert rows(done, "first_day", "campaign", "cost", "impressions", "conversions") == [
        (date(2026, 1, 1), "Brand", Decimal("12.5"), 100, 1.0),
        (date(2026, 1, 2), "Brand", Decimal(3), 7, 0.0),
    ]


@pytest.mark.parametrize("part", ["Audience segment", "Landing page", "Conversion action", "Age", "Hour of the day"])
def test_parts_of_campaigns_are_not_taken_for_the_whole(tmp_path, part):
    assert recognised(tmp_path, f"{ABOVE}Campaign,{part},Currency code,Cost,Clicks\nBrand,x,EUR,1.50,2\n") == ""


def test_an_export_that_a_spreadsheet_has_saved_anew_has_its_decimal_sign(tmp_path):
    """Search Console writes points in every language; a German spreadsheet makes commas of them."""
    lines = "Date;Clicks;Impressions;CTR;Position\r\n01.01.2026;10;100;10%;5,1\r\n02.01.2026;11;1100;1%;12,25\r\n"
    done = staged(tmp_path, lines, account="example.com")
    assert rows(done, "first_day", "impressions", "position") == [
        (date(2026, 1, 1), 100, 5.1),
        (date(2026, 1, 2), 1100, 12.25),
    ]
    assert "Numbers have a decimal comma" in [one.what for one in done.decisions]


def test_what_the_tool_writes_counts_where_no_cell_shows_another_sign(tmp_path):
    lines = "Date,Clicks,Impressions,CTR,Position\n2026-01-01,10,100,10%,5.125\n"
    assert rows(staged(tmp_path, lines, account="example.com"), "position") == [(5.125,)]


def test_a_total_without_a_currency_asks_for_none(tmp_path):
    """Its own column says the currency of every campaign; the row of their sums says nothing but numbers."""
    above = '"Report Name: Campaign Performance"\n"Report Time: 1/1/2026 - 1/31/2026"\n"Report Aggregation: Daily"\n\n'
    header = '"Gregorian date","Account name","Campaign name","Currency code","Impressions","Clicks","Spend"\n'
    lines = '"1/1/2026","Volt","Brand","EUR","1,000","50","25.50"\n"1/13/2026","Volt","Pumps","EUR","100","6","3.00"\n'
    done = staged(tmp_path, above + header + lines + '"","","","","1,100","56","28.50"\n')
    assert (done.questions, done.totals_dropped, done.contract.currency) == ((), 1, "")
    assert rows(done, "cost", "currency") == [(Decimal("25.5"), "EUR"), (Decimal(3), "EUR")]


@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_lines_of_analytics_that_a_spreadsheet_filled_up_are_read(tmp_path, sign):
    told = ["# ---", "# Traffic", "# Account: Volt", "# Property: Voltara", "# ---", "#", "# All Users"]
    above = [*told, "# Start date: 20260101", "# End date: 20260131"]
    header = ["Session primary channel group (Default Channel Group)", "Sessions", "Engaged sessions"]
    lines = [*(line + 2 * sign for line in above), sign.join(header), sign.join(["Direct", "900", "600"])]
    done = staged(tmp_path, "\r\n".join(lines) + "\r\n")
    assert rows(done, "property", "sessions", "first_day") == [("Voltara", 900, date(2026, 1, 1))]


@pytest.mark.parametrize(
    ("stage", "outcome"),
    [
        ("Fechado e ganho", "won"),
        ("Chiuso vinto", "won"),
        ("Wygrana", "won"),
        ("Closed Not Won", "lost"),
        ("Chiuso perso", "lost"),
        ("Fechado e perdido", "lost"),
        ("Assigned to a partner", "open"),
        ("Deadline set", "open"),
    ],
)
def test_a_stage_is_won_or_lost_in_more_languages_and_not_for_a_part_of_a_word(tmp_path, stage, outcome):
    line = f'"Ada","Acme","Pump","{stage}","5","31/01/2026","01/01/2026","New"\n'
    assert rows(staged(tmp_path, REPORT + line, currency="EUR"), "outcome") == [(outcome,)]


def test_which_stages_were_taken_for_won_and_lost_is_said(tmp_path):
    line = '"Ada","Acme","Pump {0}","{0}","5","31/01/2026","01/01/2026","New"\n'
    first = staged(tmp_path, REPORT + line.format("Closed Won") + line.format("Talks"), currency="EUR")
    assert ("No stage is taken for lost", "won: “Closed Won”; open: “Talks”") in told(first)
    both = staged(tmp_path, REPORT + line.format("Closed Won") + line.format("Closed Lost"), currency="EUR")
    assert ("What became of a deal is told by its stage", "won: “Closed Won”; lost: “Closed Lost”") in told(both)


def test_where_the_tool_tells_the_outcome_its_stages_are_not_judged(tmp_path):
    done = staged(tmp_path, WEEKLY + '"006A","0","Pump","Talks","99.5","2026-05-11","2026-04-02","1","1","EUR"\n')
    assert not [what for what, _ in told(done) if "stage" in what]


def test_a_survey_of_which_nothing_is_loaded_says_so(tmp_path):
    path = written(tmp_path, '"Timestamp","Comments"\n"2026/04/17 5:10:41 AM GMT+4","fine"\n')
    answers = {"account": "Service", "survey:Comments": "skip"}
    [one] = imports.preview(loading.desk(tmp_path), path, answers=answers)
    assert (one.status, one.refusal) == (
        "refused",
        "Expected a question that measures something; found none of its 1 that is loaded. "
        "Say of one of them what it measures, or leave the file out.",
    )


@pytest.mark.parametrize("day", ["1/1/2026", "01/01/2026", "1-1-2026", "01/01/26", "1/1/2026 9:00"])
def test_a_day_that_is_the_same_in_either_order_is_read_and_settles_no_order(tmp_path, day):
    """A report of a whole year repeats its first day in every row."""
    header = "Record ID,Deal Name,Deal Stage,Close Date,Amount,Create Date,Currency\n"
    done = staged(tmp_path, f"{header}1,A,closedwon,{day},5,{day},EUR\n2,B,closedlost,12/12/2026,5,{day},EUR\n")
    assert rows(done, "created_on", "closed_on") == [
        (date(2026, 1, 1), date(2026, 1, 1)),
        (date(2026, 1, 1), date(2026, 12, 12)),
    ]
    assert done.contract.date_order == ""


def test_a_map_of_regions_by_short_dates_is_no_interest_over_time(tmp_path):
    content = "Category: All categories\n\nCountry,voltara: (1/1/26 - 1/31/26)\nGermany,100\nFrance,20\n"
    assert recognised(tmp_path, content) == "google_trends_map"


def test_one_letter_of_two_bytes_in_a_latin_word_is_no_chinese(tmp_path):
    [raw] = tables(written(tmp_path, "Day,Campaign\nxx,0\nxXßx,0\n".encode("cp1252")))
    assert (raw.encoding, raw.rows.collect()["c0"].to_list()) == ("cp1252", ["xx", "xXßx"])


def test_a_total_with_a_name_and_no_day_asks_for_no_currency(tmp_path):
    header = "Campaign,Campaign status,Day,Currency code,Cost,Impr.,Clicks\n"
    lines = "Brand,Enabled,2026-01-01,EUR,10,100,10\nPumps,Enabled,2026-01-02,EUR,15,150,15\nTotal,,,,25,250,25\n"
    done = staged(tmp_path, ABOVE + header + lines)
    assert (done.questions, done.totals_dropped, rows(done, "cost")) == ((), 1, [(Decimal(10),), (Decimal(15),)])


def test_a_row_with_a_name_and_no_currency_is_asked_about(tmp_path):
    header = "Campaign,Campaign status,Day,Currency code,Cost,Impr.,Clicks\n"
    done = staged(tmp_path, ABOVE + header + "Brand,Enabled,2026-01-01,EUR,10,1,1\nPumps,Enabled,2026-01-02,,15,1,1\n")
    assert [(one.key, one.example) for one in done.questions] == [("currency", "“15” (Cost, line 5)")]

"""Declarations: every shipped one is sound, no two fit the same header, and faults are told all at once."""

import tomllib
from itertools import permutations

import pytest

from custodian.intake import formats, headers, identify, matching
from custodian.intake.fillings import Filling
from custodian.intake.formats import Faults, Format
from custodian.warehouse import tables
from tests.intake.staged import raw_table

DECLARED = formats.declared()
SHIPPED = sorted(path.stem for path in formats.SHIPPED.glob("*.toml"))
GOOD = """# Tool > Export
tool = "T"
title = "X"
table = "orders"
header = ["No"]
[columns]
document_no = { from = "No" }
"""


def sample_header(declared: Format) -> list[str]:
    """The smallest header that fits: the first spelling of every name."""
    return [names.spellings[0] for names in declared.header]


def test_every_table_has_a_template():
    assert {f"custodian_{table}" for table in tables.declared()} <= DECLARED.keys()


def test_the_tools_of_both_teams_are_declared():
    assert {DECLARED[key].tool for key in SHIPPED} >= {
        "Salesforce",
        "HubSpot",
        "Google Analytics 4",
        "Google Search Console",
        "Google Ads",
        "LinkedIn Campaign Manager",
        "Mailchimp",
        "SurveyMonkey",
        "Xero",
    }


@pytest.mark.parametrize("key", SHIPPED)
def test_a_declaration_begins_with_the_click_path_and_tells_its_evidence(key):
    assert DECLARED[key].says.count(">") >= 1
    assert "evidence" in tomllib.loads((formats.SHIPPED / f"{key}.toml").read_text("utf-8"))


@pytest.mark.parametrize("key", SHIPPED)
def test_a_declaration_fills_every_needed_column_of_its_table(key):
    declared = DECLARED[key]
    told = {"first_day", "last_day", "answered_at", "currency"}
    needed = {ours for ours, column in tables.declared()[declared.table].columns.items() if column.required}
    assert needed - told <= declared.columns.keys()
    assert Filling() not in declared.columns.values()


def test_no_two_formats_are_equally_good_for_the_same_header():
    for one, other in permutations(DECLARED.values(), 2):
        if other.has_header(sample_header(one)) and not (one.above or one.extra_header):
            assert one.specificity != other.specificity, f"{one.key} and {other.key}"


@pytest.mark.parametrize("key", DECLARED)
def test_the_header_of_a_format_is_known(key):
    if len(DECLARED[key].header) > 1:
        assert formats.known_header(DECLARED)(sample_header(DECLARED[key]))


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (GOOD.replace("# Tool > Export\n", ""), "the first line must be a comment with the click path in the tool"),
        (GOOD.replace('tool = "T"\n', ""), "“tool” is missing"),
        (GOOD.replace('"orders"', '"order"'), "there is no table “order”"),
        (GOOD.replace("document_no", "number"), "the table orders has no column “number”"),
        (GOOD.replace("from", "form"), "column “document_no”: “form” is not known here"),
        (GOOD.replace("title", 'decimal = ";"\ntitle'), "decimal “;” is none of “evidence”, “.”, “,”"),
        (GOOD.replace("title", "period = ['(']\ntitle"), "“(” is no regular expression"),
        (GOOD.replace("title", "colour = 1\ntitle"), "“colour” is not known here"),
    ],
)
def test_a_fault_is_a_sentence(text, fault):
    with pytest.raises(ValueError, match=".") as found:
        formats.parsed("x", text)
    assert fault in str(found.value)


def test_faults_of_all_files_are_told_together_with_their_names(tmp_path):
    (tmp_path / "one.toml").write_text(GOOD.replace("# Tool", "Tool"), "utf-8")
    (tmp_path / "two.toml").write_text(GOOD.replace('"orders"', '"nothing"'), "utf-8")
    (tmp_path / "good.toml").write_text(GOOD, "utf-8")
    with pytest.raises(Faults) as found:
        formats.declared(tmp_path)
    assert [line.split(":")[0] for line in str(found.value).splitlines()] == ["one.toml", "two.toml"]


def test_a_format_of_the_company_goes_before_the_shipped_ones(tmp_path):
    own = GOOD.replace('["No"]', '["InvoiceNumber", "ContactName"]').replace('"No"', '"InvoiceNumber"')
    (tmp_path / "ours.toml").write_text(own, "utf-8")
    declared = formats.declared(tmp_path)
    xero = raw_table(
        ["ContactName", "InvoiceNumber", "InvoiceDate", "Total", "TaxTotal", "UnitAmount", "AccountCode", "Type"],
        ["A", "1", "2026-10-01", "1", "0", "1", "200", "Sales invoice"],
    )
    assert identify.identify(xero, declared).format.key == "ours"
    assert identify.identify(xero, formats.declared()).format.key == "xero_invoices"


@pytest.mark.parametrize(
    ("name", "spelling", "is_same"),
    [
        ("Send_Date", "Send Date", True),
        ("CLOSEDATE", "CloseDate", True),
        ("Día\u00a0N", "Día N", True),
        (" Amount ", "amount", True),
        ("Amount spent (EUR)", r"/Amount spent \(([A-Z]{3})\)/", True),
        ("Amount", "Amounts", False),
    ],
)
def test_names_are_compared_as_people_read_them(name, spelling, is_same):
    assert bool(headers.Names((spelling,)).places([name])) is is_same


def test_a_matched_file_becomes_a_format_that_reads_it(tmp_path):
    raw = raw_table(
        ['Auftrag "Nr"', "Kunde", "Datum", "Netto", "Währg"], ["A1", "Borea AG", "03.10.2026", "12,50", "CHF"]
    )
    table = tables.declared()["orders"]
    columns = {
        "document_no": 'Auftrag "Nr"',
        "company": "Kunde",
        "ordered_on": "Datum",
        "amount": "Netto",
        "currency": "Währg",
    }
    text = matching.own_format(raw, table, columns, "Our ERP")
    (tmp_path / "our_erp.toml").write_text(text, "utf-8")
    assert text.startswith("# Our ERP: matched by hand from file.csv")
    assert formats.read(tmp_path / "our_erp.toml") == formats.declared(tmp_path)["our_erp"]
    assert identify.identify(raw, formats.declared(tmp_path)).format.tool == "Our ERP"


def test_a_needed_column_left_out_is_named():
    raw = raw_table(["Number"], ["1"])
    with pytest.raises(ValueError, match="found none for “company”, “ordered_on”"):
        matching.own_format(raw, tables.declared()["orders"], {"document_no": "Number"}, "Our ERP")


def test_column_matching_suggests_by_our_name_by_a_known_tools_and_by_likeness():
    raw = raw_table(["document no", "ContactName", "Order date", "Amont", "Currency", "Colour"], ["1"] * 6)
    suggested = matching.suggest(raw, tables.declared()["orders"])
    assert suggested["document_no"] == "document no"
    assert suggested["company"] == "ContactName"
    assert suggested["amount"] == "Amont"
    assert suggested["currency"] == "Currency"
    assert "Colour" not in suggested.values()

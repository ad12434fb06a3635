"""What `check` must notice in the archive's log, in the versions of a row, and in what the files say."""

import json

import pytest

from custodian.domain import imports, kpis, soundness
from custodian.intake import archive
from custodian.warehouse import queries
from tests import loading
from tests.loading import AT, load, orders

OWN_FORMAT = """# Our ERP > Orders > CSV
tool = "Our ERP"
title = "Orders"
table = "orders"
header = ["Beleg", "Kunde", "Netto", "Tag"]

[columns]
tool = { value = "Our ERP" }
document_no = { from = "Beleg" }
company = { from = "Kunde" }
ordered_on = { from = "Tag" }
amount = { from = "Netto" }
currency = { value = "EUR" }
"""


@pytest.fixture
def desk(tmp_path):
    return loading.desk(tmp_path / "data")


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Two templates, and a file with a format of the company's own, given once and kept nowhere but in the log."""
    folder = tmp_path_factory.mktemp("made")
    desk = loading.with_files(folder / "data")
    load(desk, orders(folder, "a.csv", "1 10 2026-09-01", "2 20 2026-09-02"))
    load(desk, orders(folder, "b.csv", "2 25 2026-09-02", "4 40 2026-10-04"))
    form = loading.written(folder, "erp.toml", [OWN_FORMAT])
    lines = ["Beleg;Kunde;Netto;Tag", "A1;Example Ltd;1.234,50;13.10.2026", "A2;Muster;2.000,00;14.10.2026"]
    load(desk, loading.written(folder, "erp.csv", lines), format_file=form)
    desk.warehouse.close()
    return desk.settings.data


@pytest.fixture
def loaded(made, tmp_path):
    opened = loading.copied(made, tmp_path / "data")
    yield opened
    opened.warehouse.close()


def test_a_file_read_by_a_given_format_is_rebuilt_without_that_format(loaded):
    anew = loading.desk(loaded.settings.data)
    assert soundness.rebuild(loaded.settings, anew) == 3
    assert imports.history(anew.warehouse) == imports.history(loaded.warehouse)
    assert loading.current(anew, "orders") == loading.current(loaded, "orders")
    assert loading.kpis(anew) == loading.kpis(loaded)


def test_an_import_that_the_log_lacks_is_a_fault(loaded):
    log = loaded.settings.archive / archive.LOG
    log.write_text("".join(line + "\n" for line in log.read_text().splitlines() if '"import": 2' not in line))
    (fault,) = soundness.faults(loaded.warehouse, loaded.settings)
    assert fault.startswith("Import 2 (b.csv) is not in the archive's log")


def test_an_import_that_failed_at_its_very_end_is_not_rebuilt(loaded):
    """It was noted before the transaction ended, and its number was given again."""
    log = loaded.settings.archive / archive.LOG
    failed = next(json.loads(line) for line in log.read_text().splitlines() if '"import": 2' in line) | {"import": 1}
    log.write_text(json.dumps(failed) + "\n" + log.read_text())
    anew = loading.desk(loaded.settings.data)
    assert soundness.rebuild(loaded.settings, anew) == 3
    assert imports.history(anew.warehouse) == imports.history(loaded.warehouse)


def test_a_rebuilt_sample_stays_the_sample(loaded):
    """Its files must not turn into a company's own."""
    loaded.settings.sample_in_force.write_text("")
    anew = loading.desk(loaded.settings.data)
    soundness.rebuild(loaded.settings, anew)
    with anew.warehouse.reading() as cursor:
        assert queries.run(cursor, "imports/state", name=imports.SAMPLE).item() == "loaded"


def test_a_row_of_an_undone_import_that_still_counts_is_a_fault(loaded):
    with loaded.warehouse.writing() as cursor:
        queries.do(cursor, "imports/undone", import_id=3, by="Bo", at=AT)
    faults = soundness.faults(loaded.warehouse, loaded.settings)
    assert faults[0] == "Orders: 2 rows are current that should not be, or the other way round."


def test_an_amount_without_a_rate_is_a_fault(desk, tmp_path):
    lines = ["tool,document_no,company,ordered_on,amount,currency", "Xero,1,Example,2026-09-01,10,XTS"]
    load(desk, loading.written(tmp_path, "a.csv", lines))
    assert soundness.faults(desk.warehouse, desk.settings) == [
        "Import 1, line 2 (Orders): expected an amount in a currency with a known rate, found XTS."
    ]


def test_what_can_hardly_be_meant_is_a_warning_and_no_fault(desk, tmp_path):
    header = "tool,deal_id,outcome,amount,currency,created_on,closed_on"
    rows = ["CRM,1,won,,EUR,2026-09-01,2026-09-30", "CRM,2,lost,5,EUR,2026-09-10,2026-09-02"]
    load(desk, loading.written(tmp_path, "deals.csv", [header, *rows]))
    assert soundness.faults(desk.warehouse, desk.settings) == []
    assert soundness.warnings(desk.warehouse) == [
        "Import 1, line 3 (Deals): expected a deal that was closed on or after the day it was opened, "
        "found opened 2026-09-10, closed 2026-09-02.",
        "Import 1, line 2 (Deals): expected a won deal with its amount, "
        "found none: it is missing from revenue and from the average deal.",
    ]


@pytest.mark.parametrize("name", queries.names("checks"))
def test_every_check_says_what_it_expects_and_finds_nothing_in_an_empty_ledger(name, desk):
    said = kpis.declaration(queries.text(name))
    assert set(said) == {"expected", "is_fault"}
    with desk.warehouse.reading() as cursor:
        found = queries.run(cursor, name)
    assert found.columns == ["table_name", "import_id", "line", "found"]
    assert found.is_empty()


def test_a_campaign_loaded_whole_and_by_its_ads_is_warned_of(desk, tmp_path):
    """Within one account that is refused; an export that names none may be of another."""
    header = "platform,account,campaign,detail,first_day,last_day,cost,currency"
    whole = loading.written(tmp_path, "whole.csv", [header, "LinkedIn,,Fair,,2026-10-01,2026-10-01,30,EUR"])
    ads = [f"LinkedIn,Main,Fair,Ad {ad},2026-10-01,2026-10-01,{cost},EUR" for ad, cost in (("A", 10), ("B", 20))]
    load(desk, whole)
    assert soundness.warnings(desk.warehouse) == []
    load(desk, loading.written(tmp_path, "ads.csv", [header, *ads]))
    assert soundness.warnings(desk.warehouse) == [
        "Import 2, line 2 (Campaign days): expected a campaign's day from one export, whole or by its parts, "
        "found “Fair” of LinkedIn also whole, in import 1."
    ]

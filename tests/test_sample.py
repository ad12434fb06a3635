"""The sample company: the same bytes every time, loaded whole, its story told by the figures, removed without trace."""

from collections import Counter
from datetime import date, datetime

import pytest

from custodian import settings as all_settings
from custodian.domain import (
    decisions,
    imports,
    kpis,
    measures,
    meetings,
    minutes,
    objectives,
    periods,
    progress,
    readings,
)
from custodian.domain.periods import Period
from custodian.intake.staging import Refused
from custodian.sample import exports, loading, story
from custodian.warehouse import catalogues, tables
from tests import sample

OCTOBER = date(2026, 10, 1)
LAUNCH = "VoltaRack 800 launch"


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory):
    yield from sample.opened(sample.copied(tmp_path_factory.mktemp("sample")))


@pytest.fixture(scope="module")
def read(warehouse):
    with warehouse.reading() as cursor:
        return readings.of(cursor, kpis.catalogue(), OCTOBER, "previous month", sample.TODAY)


def test_the_committed_files_are_what_the_generator_writes_byte_by_byte():
    written = dict(exports.every())
    there = {str(path.relative_to(exports.FOLDER)) for path in exports.FOLDER.glob("*/*")}
    assert there == set(written)
    assert [name for name, content in written.items() if (exports.FOLDER / name).read_bytes() != content] == []


def test_no_file_is_so_large_that_a_clone_is_slow():
    sizes = [len(content) for _, content in exports.every()]
    assert sum(sizes) < 6_000_000
    assert len(sizes) <= 56


def test_every_file_loads_with_no_row_refused_and_fills_every_table(warehouse):
    loaded = imports.history(warehouse)
    assert {one.rows_refused for one in loaded} == {0}
    assert {one.file for one in loaded} == {path.name for path in exports.FOLDER.glob("*/*")}
    assert {one.target for one in loaded} == set(tables.declared())
    tools = {one.format for one in loaded}
    assert len({one for one in tools if "template" not in one}) >= 10


def test_the_totals_of_google_ads_and_ga4_are_dropped(warehouse):
    dropped = Counter()
    for one in imports.history(warehouse):
        dropped[one.source] += one.totals_dropped
    assert dropped["Google Ads"] == 6
    assert dropped["Google Ads Ibéria"] == 4
    assert dropped["Google Analytics 4"] == 2


def test_money_in_three_currencies_comes_in(warehouse):
    with warehouse.reading() as cursor:
        found = cursor.execute("select distinct currency from orders order by currency").fetchall()
    assert found == [("CHF",), ("EUR",), ("GBP",)]


def test_every_kpi_has_a_value_in_october(read):
    assert [key for key, reading in read.items() if reading.now.value is None] == []
    assert {reading.is_complete for reading in read.values()} == {True}


def test_recognition_improves_after_the_trade_fair(read):
    searches, known = read["branded_searches"], read["known_unprompted"]
    assert (searches.verdict, searches.since, searches.now.value) == ("real improvement", date(2026, 5, 1), 8412)
    assert (known.verdict, known.since) == ("real improvement", date(2026, 5, 1))
    assert known.now.value == pytest.approx(0.311, abs=0.001)
    assert known.now.n == 212


def test_replies_to_enquiries_slow_down_from_august(read):
    hours = read["hours_to_first_reply"]
    assert (hours.verdict, hours.since) == ("real decline", date(2026, 8, 1))
    assert hours.now.value == pytest.approx(19.0, abs=0.1)
    assert hours.now.centre == pytest.approx(9.7, abs=0.1)


def test_the_campaign_that_salespeople_marked_down_fails(warehouse, read):
    with warehouse.reading() as cursor:
        cost = _by_campaign(cursor, "cost_per_qualified_lead")
        brought = _by_campaign(cursor, "return_on_campaign_cost")
        said = [decision.what for decision in decisions.every(cursor)]
    paid = {name: value for name, value in cost.items() if value and name != LAUNCH}
    assert cost[LAUNCH] > 8 * max(paid.values())
    assert brought[LAUNCH] == 0
    assert read["cost_per_qualified_lead"].verdict == "real decline"
    assert read["cost_per_qualified_lead"].since == date(2026, 7, 1)
    assert any("VoltaRack" in what and "Sales warned" in what for what in said)


def test_buyers_name_the_brand_where_salespeople_say_price(warehouse, read):
    buyers = read["lost_on_brand"]
    assert (buyers.verdict, buyers.since, buyers.now.value) == ("real decline", date(2026, 7, 1), 0.44)
    assert buyers.beside is not None
    assert buyers.beside.now.value == pytest.approx(0.12, abs=0.005)
    with warehouse.reading() as cursor:
        reasons = dict(cursor.execute(REASONS, {"month": OCTOBER}).fetchall())
    assert max(reasons, key=lambda reason: reasons[reason]) == "Price"


def test_of_the_fifteen_leading_figures_five_really_changed(read):
    leading = [reading for reading in read.values() if reading.kpi.place == 1]
    changed = {reading.kpi.key for reading in leading if reading.verdict.startswith("real")}
    assert len(leading) == 15
    assert changed == {
        "branded_searches",
        "known_unprompted",
        "hours_to_first_reply",
        "lost_on_brand",
        "sales_material_used",
    }
    assert {reading.verdict for reading in read.values()} == {"real improvement", "real decline", "normal variation"}


def test_every_leading_figure_has_a_target_that_moves_by_month(warehouse, read):
    assert [key for key, reading in read.items() if reading.kpi.place == 1 and reading.target is None] == []
    assert read["branded_searches"].target == 8000
    with warehouse.reading() as cursor:
        before = readings.of(cursor, ["branded_searches"], date(2026, 9, 1), "previous month", sample.TODAY)
    assert before["branded_searches"].target == 7850


def test_three_joint_objectives_have_owners_in_both_teams(warehouse):
    with warehouse.reading() as cursor:
        found = progress.of(cursor, OCTOBER, sample.TODAY)
        every = objectives.current(cursor)
    assert [(one.objective.title[:16], one.disagreement, len(one.standings)) for one in found] == [
        ("No enquiry waits", 4, 2),  # where the teams disagree most stands first
        ("Be the first nam", 1, 2),
        ("Win on the brand", 0, 3),
    ]
    assert all(one.sales_owner and one.marketing_owner for one in every)
    assert [one.status for one in every] == ["closed", "active", "active", "active", "draft"]
    assert (every[0].lesson[:10], every[2].carried_from) == ("Two people", every[0].id)
    assert found[1].rounds.waiting.team == "sales"


def test_its_settings_are_in_force_while_it_is_loaded_and_go_with_it(tmp_path):
    data = sample.copied(tmp_path)
    in_force = all_settings.load(data=data)
    assert (in_force.company, in_force.brand_terms) == ("Voltara", ("voltara", "voltarra"))
    for warehouse in sample.opened(data):
        own = loading.remove(warehouse, in_force)
        with warehouse.reading() as cursor:
            terms = cursor.execute("select count(*) from brand_terms").fetchone()
    assert (own.company, own.brand_terms) == ("", ())
    assert terms == (0,)


def test_removing_it_leaves_nothing_behind_and_remembers_that_it_was_removed(tmp_path):
    data = sample.copied(tmp_path)
    for warehouse in sample.opened(data):
        loading.remove(warehouse, all_settings.load(data=data))
        assert imports.history(warehouse) == []
        assert not loading.is_loaded(warehouse)
        assert loading.was_removed(warehouse)
        with warehouse.reading() as cursor:
            left = cursor.execute(LEFT).fetchall()
            rows = {name: cursor.execute(f"select count(*) from {name}").fetchone()[0] for (name,) in left}
    assert {name: number for name, number in rows.items() if number} == {"ledger.state": 2}  # removed; the settings
    assert not (data / "archive").exists()
    assert not (data / "sample.toml").exists()


def test_it_can_be_loaded_again_only_after_it_was_removed(tmp_path):
    data = sample.copied(tmp_path)
    for warehouse in sample.opened(data):
        with pytest.raises(Refused, match="there is nothing to do"):
            loading.load(warehouse, all_settings.load(data=data), "Sample", sample.AT)


def test_it_is_refused_beside_own_files_and_never_removes_them(tmp_path):
    own = all_settings.load(data=tmp_path)
    warehouse = catalogues.open_warehouse(own)
    path = exports.FOLDER / "orders" / "Orders with delivery dates 2026-10-31.csv"
    desk = imports.opened(warehouse, own)
    imports.commit(desk, imports.preview(desk, path)[0], "Ada", datetime(2026, 11, 3))
    with pytest.raises(Refused, match="of your own"):
        loading.load(warehouse, own, "Sample", sample.AT)
    with pytest.raises(Refused, match="the sample company to be loaded"):
        loading.remove(warehouse, own)
    assert len(imports.history(warehouse)) == 1
    assert not (tmp_path / "sample.toml").exists()
    warehouse.close()


def test_own_files_are_refused_beside_it(tmp_path):
    data = sample.copied(tmp_path)
    path = exports.FOLDER / "orders" / "Orders with delivery dates 2026-10-31.csv"
    for warehouse in sample.opened(data):
        desk = imports.opened(warehouse, all_settings.load(data=data))
        assert [one.status for one in imports.preview(desk, path)] == ["refused"]


def test_the_story_covers_twenty_four_months_and_ends_with_october():
    assert (len(story.MONTHS), story.MONTHS[0], story.MONTHS[-1]) == (24, date(2024, 11, 1), OCTOBER)


REASONS = """
select reason, count(*) as lost from deals
where outcome = 'lost' and date_trunc('month', closed_on) = $month group by reason
"""
LEFT = """
select table_catalog || '.' || table_name from information_schema.tables
where table_catalog in ('ledger', 'records') and table_name <> 'migrations'
"""


def _by_campaign(cursor, key):
    kpi = kpis.catalogue()[key]
    launched = Period(date(2026, 7, 1), periods.last_day(OCTOBER))
    return {one.member: measures.value(kpi, one) for one in measures.over(cursor, kpi, launched, "campaign")}


def test_its_last_meeting_left_minutes_with_the_figures_of_september_as_they_stood(warehouse):
    with warehouse.reading() as cursor:
        (held,) = meetings.every(cursor)
        kept = minutes.of(cursor, held.id)
    assert (held.began_at, held.month, kept.seconds) == (datetime(2026, 10, 12, 14, 0), date(2026, 9, 1), 2750)
    assert [(one.what[:20], len(one.carried_out)) for one in kept.decided] == [
        ("One definition of a ", 0),
        ("No advert goes out b", 1),
    ]
    assert [one.owner for one in kept.actions] == ["Inside sales lead", "Head of sales", "Head of marketing"]
    changes = kept.looked[1].seen
    assert len(changes) == 6
    assert changes[0].startswith("▼ Hours to first reply 12 h (−3 h on August). Sales replies have slowed since August")
    assert [check.points for check in kept.checks] == [6, 7, 8, 8]

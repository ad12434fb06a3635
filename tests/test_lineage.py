"""From tool to figure: which tables and columns a KPI is computed from, and that an update changed it."""

from datetime import datetime

from custodian.domain import columns_read, computations, imports, lineage, measures
from custodian.intake import formats
from custodian.warehouse import queries
from custodian.words import definition_words
from tests import stories
from tests.test_definitions import AT, JULY, KPI, KPIS, LATER, OCTOBER, each_kpi, of, signed
from tests.test_kpis import STORIES


@each_kpi
def test_the_tables_read_are_those_declared(key):
    assert set(columns_read.of(KPIS[key])) == set(KPIS[key].sources)


@each_kpi
def test_columns_that_are_not_read_do_not_move_the_figure(key):
    """The story told without all the other columns comes out the same: what the lineage leaves out, nobody needs."""
    story = STORIES[key]
    used = {table: set(names) for table, names in columns_read.of(KPIS[key]).items()}
    less = {table: without(text, used.get(table, set()), table) for table, text in story["given"].items()}
    assert measured(key, less) == measured(key, story["given"])


def without(text: str, used: set[str], table: str) -> str:
    stored = {f"{name}_hash": name for name in used}
    rows = [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()]
    kept = [at for at, name in enumerate(rows[0]) if stored.get(name, name) in used | {"import_id"}]
    return "\n".join(" | ".join(row[at] for at in kept) for row in rows)


def measured(key, given):
    story = STORIES[key]
    warehouse = stories.warehouse_holding(given, story.get("rates"), **story.get("settings", {}))
    with warehouse.writing() as cursor:
        measures.keep(cursor, set(KPIS[key].sources), None)
        found = measures.kept(cursor, [key], measures.ALL_TIME).rows()
    warehouse.close()
    return sorted(found)


def test_every_column_of_a_lineage_is_a_column_of_its_table_and_some_are_known_by_hand():
    read = {key: columns_read.of(kpi) for key, kpi in KPIS.items()}
    assert read["win_rate"] == {"deals": ("country", "outcome", "closed_on", "source", "campaign")}
    assert read["orders_on_promise"]["orders"] == ("country", "promised_on", "delivered_on", "status")
    assert set(read["repeat_order_rate"]["orders"]) == {"company", "ordered_on", "amount", "currency", "status"}
    assert read["cost_per_qualified_lead"]["contacts"] == ("campaign", "qualified_at")


def test_a_lineage_tells_which_exports_have_come_and_what_others_lack(memory):
    known = formats.declared()
    (table,) = lineage.of(KPI, [], known)
    assert table.come == () and {feed.title for feed in table.possible} >= {"HubSpot · Deals", "Pipedrive · Deals"}
    one = imports.Imported(
        1, "deals.csv", "", "h", "hubspot_deals", "HubSpot", "deals", "", 9, 9, 0, 0, 0, 0, 0, JULY, OCTOBER, "Ana", AT,
        None, None, 0,
    )  # fmt: skip
    (table,) = lineage.of(KPI, [one], known)
    (feed,) = table.come
    assert (feed.title, feed.files, feed.last_at, feed.newest) == ("HubSpot · Deals", 1, AT, OCTOBER)
    undone = imports.Imported(**{**one.__dict__, "undone_at": LATER})
    assert lineage.of(KPI, [undone], known)[0].come == ()
    lacking = {feed.title: feed.lacks for feed in table.feeds if feed.lacks}
    for title, lacks in lacking.items():
        declared = next(found for found in known.values() if f"{found.tool} · {found.title}" == title)
        assert not set(lacks) & set(declared.columns)


def test_a_changed_computation_is_noticed_with_the_day(memory, monkeypatch):
    assert computations.notice(memory, AT) == []
    assert computations.notice(memory, LATER) == []
    monkeypatch.setattr(computations, "fingerprint", lambda kpi: "new" if kpi.key == "win_rate" else "same")
    with memory.writing() as cursor:
        for key in KPIS:
            queries.do(
                cursor,
                "definitions/notice",
                kpi=key,
                fingerprint="same",
                words=KPIS[key].definition,
                seen_at=datetime(2026, 11, 4),
            )
    assert computations.notice(memory, LATER) == ["win_rate"]
    with memory.reading() as cursor:
        known = computations.seen(cursor)
    assert computations.changed_at(known["win_rate"]) == LATER
    signed(memory)
    said = definition_words.changed(known["win_rate"], of(memory)[0])
    assert "computation changed with the version of Custodian that is here since 9 Nov 2026" in said
    assert "What was signed is older" in said


def test_remarks_and_blanks_change_no_fingerprint_and_a_condition_does():
    statement = queries.text("kpis/win_rate")
    plain = computations._plain(statement)
    assert computations._plain("-- a remark\n" + statement.replace("    ", "  ")) == plain
    assert computations._plain(statement.replace("'won'", "'lost'")) != plain
    assert len({computations.fingerprint(kpi) for kpi in KPIS.values()}) == len(KPIS)

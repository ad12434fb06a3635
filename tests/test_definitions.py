"""The dictionary: words with a past and two signatures, names, where a KPI is shown, what it comes from."""

import json
import re
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from custodian import settings
from custodian.domain import (
    columns_read,
    computations,
    definitions,
    imports,
    kpi_names,
    kpis,
    lineage,
    measures,
    objectives,
    readings,
)
from custodian.domain.definitions import Draft
from custodian.domain.keyresults import KeyResult
from custodian.domain.refusals import Overtaken, Refused
from custodian.intake import formats
from custodian.ui import definition_words, frame, uses
from custodian.warehouse import catalogues, queries
from tests import pictures, stories
from tests.test_kpis import STORIES
from tests.test_pages import HOSTILE, PAGES, _components, drawn, read, visit

ROOT = Path(__file__).parents[1]
AT, LATER = datetime(2026, 11, 3, 9, 30), datetime(2026, 11, 9, 14, 0)
JULY, OCTOBER, DECEMBER = date(2026, 7, 1), date(2026, 10, 1), date(2026, 12, 1)
TODAY = date(2026, 11, 24)
KPIS = kpis.catalogue()
KPI = KPIS["win_rate"]
each_kpi = pytest.mark.parametrize("key", KPIS)


@pytest.fixture
def memory():
    opened = catalogues.open_warehouse(settings.load(ledger=":memory:", records=":memory:"))
    yield opened
    opened.close()


def of(warehouse, kpi=KPI):
    with warehouse.reading() as cursor:
        return definitions.of(cursor, kpi)


def propose(
    warehouse, words="Deals won of those decided, by value.", valid_from=JULY, on=1, reason="By value", kpi="win_rate"
):
    return definitions.propose(warehouse, Draft(kpi, words, reason, valid_from, on), "abc", "Ana", AT)


def signed(warehouse, **told):
    version = propose(warehouse, **told)
    definitions.sign(warehouse, KPI, version, "marketing", "Ana Silva", AT)
    definitions.sign(warehouse, KPI, version, "sales", "Ben Roth", LATER)
    return version


def marks(warehouse, key="win_rate"):
    with warehouse.reading() as cursor:
        return readings.of(cursor, [key], OCTOBER, "previous month", TODAY)[key].marks


# --- versions and signatures ----------------------------------------------------------------------------------------


@each_kpi
def test_version_1_is_what_custodian_ships(memory, key):
    (one,) = of(memory, KPIS[key])
    assert (one.version, one.words, one.state, one.unsigned_by) == (
        1,
        KPIS[key].definition,
        "shipped",
        ("sales", "marketing"),
    )


def test_new_words_take_effect_only_when_both_heads_have_signed(memory):
    version = propose(memory)
    assert (version, of(memory)[0].state) == (2, "proposed")
    assert definitions.in_force(of(memory), OCTOBER).version == 1 and marks(memory) == ()
    definitions.sign(memory, KPI, 2, "marketing", "Ana Silva", AT)
    assert of(memory)[0].state == "proposed" and of(memory)[0].unsigned_by == ("sales",)
    assert definitions.in_force(of(memory), OCTOBER).version == 1 and marks(memory) == ()
    definitions.sign(memory, KPI, 2, "sales", "Ben Roth", LATER)
    assert of(memory)[0].state == "signed"
    assert [(one.team, one.name, one.signed_at) for one in of(memory)[0].signatures] == [
        ("marketing", "Ana Silva", AT),
        ("sales", "Ben Roth", LATER),
    ]
    assert definitions.in_force(of(memory), OCTOBER).version == 2


def test_a_version_holds_from_its_month_on_and_the_one_before_until_then(memory):
    signed(memory, valid_from=date(2026, 7, 20))
    signed(memory, words="Other words.", valid_from=DECEMBER, on=2)
    held = {
        month: definitions.in_force(of(memory), month).version for month in (date(2026, 6, 30), JULY, OCTOBER, DECEMBER)
    }
    assert held == {date(2026, 6, 30): 1, JULY: 2, OCTOBER: 2, DECEMBER: 3}


def test_a_change_in_force_breaks_the_figure_at_its_month_on_this_kpi_alone(memory):
    signed(memory)
    (mark,) = marks(memory)
    assert (mark.first, mark.last, mark.breaks) == (JULY, JULY, True)
    assert mark.happenings[0].what == "Definition changed: By value"
    assert marks(memory, "revenue") == ()


@pytest.mark.parametrize("name", ["Ana Silva", " ana   SILVA ", "Silva, Ana", "Ána Sílva"])
def test_one_person_cannot_sign_for_both(memory, name):
    propose(memory)
    definitions.sign(memory, KPI, 2, "marketing", "Ana Silva", AT)
    with pytest.raises(Refused, match="Two people sign"):
        definitions.sign(memory, KPI, 2, "sales", name, LATER)
    assert of(memory)[0].state == "proposed"


def test_a_signature_has_a_name_stands_once_and_only_under_what_is_open(memory):
    propose(memory)
    definitions.sign(memory, KPI, 2, "sales", "Ben Roth", AT)
    for version, team, name, said in (
        (2, "marketing", "  ", "no name was given"),
        (2, "sales", "Cleo", "Ben Roth has signed version 2 for sales already"),
        (7, "marketing", "Ana", "This version is not there"),
    ):
        with pytest.raises(Refused, match=said):
            definitions.sign(memory, KPI, version, team, name, LATER)
    propose(memory, words="Yet other words.", on=2)
    with pytest.raises(Refused, match="Version 2 is replaced"):
        definitions.sign(memory, KPI, 2, "marketing", "Ana", LATER)
    assert [one.state for one in of(memory)] == ["proposed", "replaced", "shipped"]
    assert of(memory)[0].signatures == ()  # who signed other words has not signed these


def test_the_shipped_words_are_signed_too(memory):
    definitions.sign(memory, KPI, 1, "sales", "Ben Roth", AT)
    definitions.sign(memory, KPI, 1, "marketing", "Ana Silva", LATER)
    (one,) = of(memory)
    assert one.unsigned_by == () and marks(memory) == ()
    assert definition_words.version(one).startswith(
        "Version 1, as Custodian ships it: signed by Ben Roth for sales on 3 Nov 2026"
    )


def test_a_proposal_taken_back_stays_in_the_past_and_holds_nowhere(memory):
    propose(memory)
    definitions.withdraw(memory, KPI, 2, "Ben", LATER)
    one = of(memory)[0]
    assert (one.state, one.withdrawn_by) == ("withdrawn", "Ben")
    with pytest.raises(Refused, match="no open proposal"):
        definitions.withdraw(memory, KPI, 2, "Ben", LATER)
    with pytest.raises(Refused, match="is withdrawn"):
        definitions.sign(memory, KPI, 2, "sales", "Ben", LATER)
    assert definitions.in_force(of(memory), date.max).version == 1
    assert propose(memory, on=2) == 3


def test_a_signed_version_cannot_be_taken_back_only_followed(memory):
    signed(memory)
    with pytest.raises(Refused, match="no open proposal"):
        definitions.withdraw(memory, KPI, 2, "Ben", LATER)


def test_every_fault_of_a_proposal_is_told_and_nothing_is_kept(memory):
    with pytest.raises(Refused) as refused:
        definitions.propose(memory, Draft("win_rate", " ", " ", JULY, 1), "abc", " ", AT)
    assert len(refused.value.faults) == 3
    with pytest.raises(Refused, match="those that hold already"):
        propose(memory, words=f"  {KPI.definition} ")
    signed(memory)
    with pytest.raises(Refused, match="later month than version 2, which holds from July 2026; found July 2026"):
        propose(memory, words="Again other.", valid_from=date(2026, 7, 31), on=2)
    assert len(of(memory)) == 2


def test_who_was_slower_is_told_and_overwrites_nothing(memory):
    propose(memory, words="Ana's words.")
    with pytest.raises(Overtaken, match="Ana proposed version 2 while you were writing: “Ana's words.”"):
        propose(memory, words="Ben's words.")
    assert [one.words for one in of(memory)] == ["Ana's words.", KPI.definition]


def test_a_difference_is_shown_word_by_word():
    assert definition_words.difference("the share that we won", "the value that we have won") == [
        ("same", "the "),
        ("gone", "share "),
        ("new", "value "),
        ("same", "that we "),
        ("new", "have "),
        ("same", "won"),
    ]


@given(st.text("abc \n", max_size=30), st.text("abc \n", max_size=30))
def test_a_difference_holds_both_texts_whole(before, after):
    parts = definition_words.difference(before, after)
    assert "".join(text for kind, text in parts if kind != "new") == before
    assert "".join(text for kind, text in parts if kind != "gone") == after


# --- what the teams call it -----------------------------------------------------------------------------------------


def names(warehouse):
    with warehouse.reading() as cursor:
        return kpi_names.current(cursor), kpi_names.by_name(cursor)


def test_each_team_has_its_own_words_with_their_past(memory):
    kpi_names.save(memory, KPI, "marketing", "hit rate;  close   rate", 0, "Ana", AT)
    kpi_names.save(memory, KPI, "sales", "batting average", 0, "Ben", AT)
    kpi_names.save(memory, KPI, "sales", "strike rate", 1, "Ben", LATER)
    current, by_name = names(memory)
    assert definition_words.called(current["win_rate"]) == (
        "Sales says “strike rate”, marketing says “hit rate” or “close rate”"
    )
    assert by_name == {"hit rate": "win_rate", "close rate": "win_rate", "strike rate": "win_rate"}
    kpi_names.save(memory, KPI, "sales", "", 2, "Ben", LATER)
    assert "sales" not in definition_words.called(names(memory)[0]["win_rate"]).lower()
    with memory.reading() as cursor:
        assert [(one.says, one.version) for one in kpi_names.past(cursor, KPI) if one.team == "sales"] == [
            ("", 3),
            ("strike rate", 2),
            ("batting average", 1),
        ]


def test_a_name_that_two_figures_bear_names_neither(memory):
    kpi_names.save(memory, KPI, "sales", "rate", 0, "Ben", AT)
    kpi_names.save(memory, KPIS["revenue"], "sales", "rate", 0, "Ben", AT)
    assert names(memory)[1] == {}


def test_a_name_is_refused_that_is_another_figures_title_unsigned_or_overtaken(memory):
    with pytest.raises(Refused, match="title of another figure"):
        kpi_names.save(memory, KPI, "sales", "x, Revenue", 0, "Ben", AT)
    with pytest.raises(Refused, match="no name was given"):
        kpi_names.save(memory, KPI, "sales", "x", 0, " ", AT)
    kpi_names.save(memory, KPI, "sales", "x", 0, "Ben", AT)
    with pytest.raises(Overtaken):
        kpi_names.save(memory, KPI, "sales", "y", 0, "Ana", AT)


# --- what it is computed from ---------------------------------------------------------------------------------------


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


# --- an update of Custodian -----------------------------------------------------------------------------------------


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


# --- where it is shown ----------------------------------------------------------------------------------------------


def test_every_page_that_shows_a_figure_is_told_and_no_other(warehouse):
    """Opened one by one, the pages show the figures that the reading of their code says."""
    pictures.fill(warehouse)
    titles = frame.titles()
    assert set(titles) == set(PAGES)
    for page in ("pages/side_by_side.py", "pages/definitions.py"):
        shows = {card["key"] for block in drawn(visit(page)) for card in _keyed(block)}
        said = {key for key in KPIS if titles[page] in uses.pages_with(key, titles, set())}
        assert shows == said == set(KPIS)
    assert "Companies" not in uses.pages_with("win_rate", titles, set())
    assert {"Overview", "KPI", "HTTP API", "Command line"} <= set(uses.pages_with("win_rate", titles, set()))


def _keyed(block):
    rows = [card for stage in block.get("stages", []) for card in stage["cells"] if card]
    return [*rows, *block.get("entries", [])]


def test_the_objectives_page_is_told_of_where_a_key_result_names_the_figure(warehouse):
    titles = frame.titles()
    assert "Objectives" not in uses.pages_with("win_rate", titles, {"revenue"})
    assert "Objectives" in uses.pages_with("win_rate", titles, {"win_rate"})
    draft = objectives.Draft(
        "No enquiry waits", "", date(2026, 1, 1), date(2026, 12, 31), "Ben", "Ana", (KeyResult("win_rate", 0.2, 0.3),)
    )
    objectives.save(warehouse, draft, "Ana", AT)
    said = {entry["key"]: dict(entry["parts"])["Shown on"] for entry in entries(visit("pages/definitions.py"))}
    assert "Objectives (“No enquiry waits”)" in said["win_rate"]
    assert "Objectives" not in said["revenue"]


# --- on the pages ---------------------------------------------------------------------------------------------------


def entries(app):
    return next(block["entries"] for block in drawn(app) if block["kind"] == "dictionary")


def entry(app) -> dict:
    data = [json.loads(proto.json) for proto in _components(app)]
    return next(one for one in data if "lineage" in one)


def press(app, label):
    return next(button for button in app.button if button.label == label).click().run()


def field(app, label):
    every = [*app.text_input, *app.text_area, *app.selectbox]
    return next(one for one in every if one.label.startswith(label))


@pytest.mark.parametrize("key", ["win_rate", "revenue", "known_unprompted"])
def test_an_empty_database_shows_words_and_where_they_come_from(warehouse, key):
    app = visit("pages/definitions.py", key=key)
    assert not app.exception
    told = entry(app)
    assert told["entry"]["holding"]["words"] == KPIS[key].definition
    assert told["lineage"]["tables"][0]["come"] == []
    assert told["lineage"]["tables"][0]["others"].startswith("Nothing has come yet; ")


def test_the_list_has_a_way_to_every_entry_and_is_searched_by_a_teams_own_words(warehouse):
    kpi_names.save(warehouse, KPI, "sales", "Trefferquote", 0, "Ben", AT)
    app = visit("pages/definitions.py")
    assert [one["key"] for one in entries(app)] == list(KPIS)
    assert entries(app)[0]["more"].startswith(f"definitions?key={entries(app)[0]['key']}&month=")
    app.text_input[0].set_value("trefferquote").run()
    (found,) = entries(app)
    assert dict(found["parts"])["Also called"] == "Sales says “Trefferquote”"
    assert "Sales says “Trefferquote”" in read(visit("pages/kpi.py", key="win_rate"))


def test_words_are_proposed_signed_by_two_and_then_hold_on_every_page(warehouse):
    pictures.fill(warehouse)
    app = visit("pages/definitions.py", key="win_rate", month="2026-10", write="propose", id="1", version="1")
    field(app, "Definition").set_value("Deals won of those decided, by value.")
    field(app, "Why").set_value("Large deals count more")
    field(app, "Holds from").set_value(JULY)
    field(app, "Your name").set_value("Ana Silva")
    app = press(app, "Propose")
    assert not app.exception and not app.error
    told = entry(app)["entry"]
    assert told["proposal"]["unsigned"] == ["sales", "marketing"] and told["holding"]["version"] == 1
    for team, name in (("marketing", "Ana Silva"), ("sales", "ana silva")):
        app = visit("pages/definitions.py", key="win_rate", month="2026-10", write=f"sign-{team}", version="2")
        field(app, "Name of the head").set_value(name)
        app = press(app, "Sign")
    assert "Two people sign" in app.error[0].value
    field(app, "Name of the head").set_value("Ben Roth")
    told = entry(press(app, "Sign"))["entry"]
    assert told["proposal"] is None and told["holding"]["words"] == "Deals won of those decided, by value."
    assert [one["title"].split(",")[0] for one in told["past"]] == ["Version 2", "Version 1"]
    assert [part for part in told["past"][0]["parts"] if part[0] == "gone" and part[1].startswith("Of")]
    kpi_page = visit("pages/kpi.py", key="win_rate", month="2026-10")
    assert "Deals won of those decided, by value." in read(kpi_page)
    strip = next(one for one in map(lambda proto: json.loads(proto.json), _components(kpi_page)) if "marks" in one)
    assert [(mark["label"], mark["breaks"]) for mark in strip["marks"]] == [
        ("Definition changed: Large deals count more", True)
    ]
    before = visit("pages/definitions.py", key="win_rate", month="2026-06")
    assert entry(before)["entry"]["holding"]["version"] == 1


def test_a_proposal_is_taken_back_and_a_name_written_on_the_page(warehouse):
    propose(warehouse)
    app = visit("pages/definitions.py", key="win_rate", write="withdraw", version="2")
    field(app, "Your name").set_value("Ana")
    told = entry(press(app, "Take it back"))["entry"]
    assert told["proposal"] is None and "taken back by Ana" in told["past"][0]["says"]
    app = visit("pages/definitions.py", key="win_rate", write="name-sales", version="0")
    field(app, "In its own words").set_value("strike rate")
    field(app, "Your name").set_value("Ben")
    told = entry(press(app, "Save"))["entry"]
    assert [one["says"] for one in told["names"]] == ["says “strike rate”", "— no name of its own yet"]


def test_whoever_wrote_meanwhile_is_shown_and_may_be_replaced(warehouse):
    app = visit("pages/definitions.py", key="win_rate", write="propose", id="1", version="1")
    field(app, "Definition").set_value("Ben's words.")
    field(app, "Why").set_value("Ben's reason")
    field(app, "Your name").set_value("Ben").run()
    propose(warehouse, words="Ana's words.")
    app = press(app, "Propose")
    assert "while you were writing" in app.error[0].value
    assert field(app, "Definition").value == "Ben's words."
    app.checkbox[0].check()
    press(app, "Propose")
    assert [one.words for one in of(warehouse)][:2] == ["Ben's words.", "Ana's words."]


def test_hostile_words_stay_text_everywhere(warehouse):
    pictures.fill(warehouse)
    words = HOSTILE[:200]
    signed(warehouse, words=words, reason=words)
    kpi_names.save(warehouse, KPI, "sales", "<b>x</b> =1+1", 0, words[:60], AT)
    for page in ("pages/definitions.py", "pages/kpi.py", "pages/side_by_side.py"):
        for key in ("win_rate", ""):
            app = visit(page, **({"key": key} if key else {}), month="2026-10")
            assert not app.exception
            assert not [one for one in app.markdown if re.search(r"(?<!\\)<", one.value)]


def test_an_unknown_figure_in_the_address_shows_the_list(warehouse):
    app = visit("pages/definitions.py", key="profit")
    assert not app.exception and len(entries(app)) == len(KPIS)

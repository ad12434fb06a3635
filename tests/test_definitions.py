"""The dictionary: words with a past and two signatures, and what each team calls a figure."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from custodian.domain import definitions, kpi_names, kpis, readings
from custodian.domain.definitions import Draft
from custodian.domain.refusals import Overtaken, Refused
from custodian.words import definition_words

AT, LATER = datetime(2026, 11, 3, 9, 30), datetime(2026, 11, 9, 14, 0)
JULY, OCTOBER, DECEMBER = date(2026, 7, 1), date(2026, 10, 1), date(2026, 12, 1)
TODAY = date(2026, 11, 24)
KPIS = kpis.catalogue()
KPI = KPIS["win_rate"]
each_kpi = pytest.mark.parametrize("key", KPIS)


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

"""The review list: what a person is asked, what not, in which order, and how good it is on labelled pairs."""

from datetime import datetime

import pytest

from bench import companies as bench
from custodian.domain import companies, resemblance
from tests import stories
from tests.test_companies import ORDERS, are_one, holding, kept

AT = datetime(2026, 11, 12, 9, 30)
LATER = datetime(2026, 11, 13, 9, 30)


@pytest.fixture
def warehouse():
    held = stories.warehouse_holding({"orders": ORDERS})
    companies.follow(held)
    return held


def ordered(*orders):
    """A warehouse with orders, each `tool | company | country | amount`."""
    told = "\n".join(f"{number} | 2026-10-05 | EUR | {order}" for number, order in enumerate(orders))
    header = "document_no | ordered_on | currency | tool | company | country | amount"
    return stories.warehouse_holding({"orders": f"{header}\n{told}"})


def asked(warehouse):
    return [(it.one, it.other) for it in resemblance.look(warehouse)]


def test_a_person_is_asked_with_both_names_where_they_stand_and_why():
    held = holding("Voltara Systems | voltara.de", "Voltarra Systems | voltara.com", "Orion AG | orion.de")
    (asked,) = resemblance.look(held)
    assert (asked.one, asked.other) == ("Voltara Systems", "Voltarra Systems")
    assert asked.score > 0.9
    assert asked.evidence.startswith(
        "they differ by one letter; domains of one name; one tool writes both; “Voltara Systems” stands in contacts"
    )


def test_looking_moves_no_kpi_and_what_was_decided_is_not_asked_again(warehouse):
    before = kept(warehouse)
    (asked,) = resemblance.look(warehouse)
    assert kept(warehouse) == before
    decided = companies.decide(warehouse, (asked.one, asked.other), "different", "Ana", AT)
    assert resemblance.look(warehouse) == []
    companies.take_back(warehouse, decided, "Ana", LATER)
    with warehouse.reading() as cursor:
        assert companies.review(cursor) == [asked]


def test_an_empty_ledger_asks_nothing():
    assert resemblance.look(stories.warehouse_holding({})) == []


def test_what_is_about_most_money_is_asked_first():
    held = ordered(
        "erp | Grandiosa Werke | Germany | 5000", "shop | Grandiossa Werke | Germany | 20000",
        "erp | Humilitas Bau | Germany | 10", "shop | Humilitass Bau | Germany | 20",
    )  # fmt: skip
    first, second = resemblance.look(held)
    assert (first.one, first.stake) == ("Grandiosa Werke", 25_000)
    assert (second.one, second.stake) == ("Humilitas Bau", 30)


def test_one_deal_under_two_names_is_evidence_that_names_alone_are_not():
    deals = "tool | deal_id | company\ncrm | 7 | Deutsche Getriebe Werke\ncrm | 8 | Orion AG"
    talks = "tool | activity_id | deal_id | company\nfair | 1 | 7 | Getriebe-Leute Dessau\nfair | 2 | 9 | Vega AG"
    (found,) = resemblance.look(stories.warehouse_holding({"deals": deals, "activities": talks}))
    assert (found.one, found.other) == ("Deutsche Getriebe Werke", "Getriebe-Leute Dessau")
    assert "one deal or contact stands under both names" in found.evidence


@pytest.mark.parametrize(
    "names",
    [
        ("1001", "1002"),
        ("001bm00001ZL8UAAA1", "001bm00001ZL8UBAA1"),
        ("Kletterhalle 37 Nord", "Kletterhalle 38 Nord"),
    ],
)
def test_numbers_are_no_names_and_two_numbers_are_two(names):
    assert asked(ordered(*(f"{tool} | {name} | Germany | 5" for tool, name in zip("ab", names, strict=True)))) == []


def test_words_that_other_companies_have_too_are_no_slip_of_the_pen():
    """Meyer and Meier are two names where many bear each; where nobody else does, it may be a slip."""
    pair = ["erp | Meyerling Bau | Germany | 5", "shop | Meierling Bau | Germany | 5"]
    others = [f"erp | {name} {trade} | Germany | 5" for name in ("Meyerling", "Meierling") for trade in TRADES]
    assert asked(ordered(*pair)) == [("Meierling Bau", "Meyerling Bau")]
    assert all(one[:9] == other[:9] for one, other in asked(ordered(*pair, *others)))


TRADES = ("Chemie", "Glas", "Druck", "Holz")


def test_a_name_that_many_resemble_is_asked_about_with_none_of_them():
    crowd = [f"erp | Kornblumenw{letter}g | Germany | 5" for letter in "aeiouy"]
    assert asked(ordered(*crowd[:2])) == [("Kornblumenwag", "Kornblumenweg")]
    assert asked(ordered(*crowd)) == []


def test_two_names_that_several_tools_tell_apart_are_hardly_one():
    one_each = [f"{tool} | {name} | Germany | 5" for tool, name in (("erp", "Rosenfurt"), ("shop", "Rosenfurth"))]
    both = [f"{tool} | {name} | Germany | 5" for tool in ("erp", "shop") for name in ("Rosenfurt", "Rosenfurth")]
    (likely,), (hardly,) = resemblance.look(ordered(*one_each)), resemblance.look(ordered(*both))
    assert likely.score > 0.9
    assert hardly.score < 0.4
    assert "several tools write both" in hardly.evidence


def test_one_name_in_two_countries_at_two_domains_is_asked_about_and_can_be_told_apart():
    told = ["Triton AB | Sweden | triton-marin.se", "Triton Oy | Finland | triton-lifts.fi"]
    rows = "\n".join(f"h | {number} | {row}" for number, row in enumerate(told))
    held = stories.warehouse_holding({"contacts": f"tool | contact_id | company | country | domain\n{rows}"})
    companies.follow(held)
    assert are_one(held, "Triton AB", "Triton Oy")
    (found,) = resemblance.look(held)
    assert found.evidence.startswith("counted as one company by their name; different countries; different domains")
    companies.decide(held, (found.one, found.other), "different", "Ana", AT, score=found.score)
    assert not are_one(held, "Triton AB", "Triton Oy")
    assert resemblance.look(held) == []


def test_the_labelled_pairs_are_found_in_both_halves_and_few_strangers_with_them():
    told, merged, asked = bench.measured()
    assert len(told) >= 290
    for half in bench.HALVES:
        found = bench.against(told, merged | asked, half)
        assert found.precision >= 0.82
        assert found.recall >= 0.88
    by_itself = bench.against(told, merged)
    assert set(by_itself.wrong) == {"one name in two countries"}
    assert by_itself.precision >= 0.9
    assert by_itself.recall >= 0.37

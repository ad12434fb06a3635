"""One company across tools: what ties names together, what a person is asked, and what the answer does to the KPIs."""

from datetime import date, datetime

import pytest

from custodian.domain import companies, domains, imports, measures
from custodian.domain.periods import Period
from custodian.domain.refusals import Overtaken, Refused
from custodian.intake import addresses
from custodian.warehouse import company, queries
from tests import loading, stories

AT = datetime(2026, 11, 12, 9, 30)
LATER = datetime(2026, 11, 13, 9, 30)
YEARS = Period(date(2024, 1, 1), date(2026, 12, 31))
COUNTING = ("repeat_order_rate", "revenue_from_existing", "customers_engaged", "first_meetings")
ORDERS = """
tool | document_no | company        | ordered_on | amount | currency | status
erp  | 1           | Kessler GmbH   | 2025-01-10 | 100    | EUR      |
erp  | 2           | Keßler Technik | 2026-10-05 | 250    | EUR      |
erp  | 3           | Orion AG       | 2025-12-01 | 100    | EUR      |
erp  | 4           | Kessler KG     | 2026-02-05 | 40     | EUR      |
"""
PAIR = ("Kessler GmbH", "Keßler Technik")


@pytest.fixture
def warehouse():
    held = stories.warehouse_holding({"orders": ORDERS})
    with held.writing() as cursor:
        measures.keep(cursor, set(companies.NAMING), None)
    return held


def holding(*contacts):
    """A warehouse with contacts, each `company | domain`."""
    told = "\n".join(f"h | {number} | {contact}" for number, contact in enumerate(contacts))
    held = stories.warehouse_holding({"contacts": f"tool | contact_id | company | domain\n{told}"})
    companies.follow(held)
    return held


def company_of(warehouse, name):
    with warehouse.reading() as cursor:
        return queries.run(cursor, "companies/company", name=name).item()


def are_one(warehouse, one, other):
    return company_of(warehouse, one) == company_of(warehouse, other)


def kept(warehouse):
    with warehouse.reading() as cursor:
        return queries.run(cursor, "measures/all_kept").rows()


def value(warehouse, kpi, month):
    with warehouse.reading() as cursor:
        rows = measures.kept(cursor, [kpi], Period(month, month)).to_dicts()
    return (rows[0]["numerator"], rows[0]["denominator"]) if rows else None


# --- what a decision does to the KPIs --------------------------------------------------------------------------------


def test_a_decided_match_moves_the_kpis_and_taking_it_back_restores_them_exactly(warehouse):
    """Kessler ordered until February 2026, Keßler Technik in October: one customer that came back, or two."""
    october = date(2026, 10, 1)
    before = kept(warehouse)
    assert value(warehouse, "revenue_from_existing", october) == (0, None)
    assert value(warehouse, "repeat_order_rate", october) == (0, 3)

    decided = companies.decide(warehouse, PAIR, "same", "Ana", AT)
    assert value(warehouse, "revenue_from_existing", october) == (250, None)
    assert value(warehouse, "repeat_order_rate", october) == (1, 2)

    companies.take_back(warehouse, decided, "Ben", LATER)
    assert kept(warehouse) == before


def test_customers_that_took_part_under_another_name_are_counted_once_they_are_told_to_be_one():
    """Of Kessler and Orion, nobody took part; Keßler Technik did."""
    october = date(2026, 10, 1)
    orders = "\n".join(ORDERS.strip().splitlines()[:2] + [line for line in ORDERS.splitlines() if "Orion" in line])
    orders = orders.replace("2025", "2026").replace("2026-12-01", "2026-02-01")
    talk = """
    tool | activity_id | happened_at         | kind    | team      | company
    crm  | 1           | 2026-10-05 10:00:00 | webinar | marketing | Keßler Technik
    """
    held = stories.warehouse_holding({"orders": orders, "activities": talk})
    companies.follow(held)
    with held.writing() as cursor:
        measures.keep(cursor, set(companies.NAMING), None)
    before = kept(held)
    assert value(held, "customers_engaged", october) == (0, 2)
    decided = companies.decide(held, PAIR, "same", "Ana", AT)
    assert value(held, "customers_engaged", october) == (1, 2)
    companies.take_back(held, decided, "Ana", LATER)
    assert kept(held) == before


def test_the_kpis_kept_are_those_that_a_fresh_computation_gives(warehouse):
    companies.decide(warehouse, PAIR, "same", "Ana", AT)
    at_decision = kept(warehouse)
    with warehouse.writing() as cursor:
        measures.keep(cursor, set(companies.NAMING), None)
    assert kept(warehouse) == at_decision


def test_nothing_that_was_decided_is_ever_deleted(warehouse):
    decided = companies.decide(warehouse, PAIR, "same", "Ana", AT, score=0.9, evidence="same country")
    companies.take_back(warehouse, decided, "Ben", LATER)
    with warehouse.reading() as cursor:
        told = [(said.version, said.verdict, said.written_by) for said in companies.past(cursor, *PAIR)]
        (now,) = companies.decisions(cursor)
    assert told == [(2, "open", "Ben"), (1, "same", "Ana")]
    assert (now.verdict, now.score, now.evidence) == ("open", 0.9, "same country")


def test_two_people_at_once_do_not_overwrite_each_other(warehouse):
    companies.decide(warehouse, PAIR, "same", "Ana", AT)
    with pytest.raises(Overtaken):
        companies.decide(warehouse, PAIR, "different", "Ben", AT)
    assert are_one(warehouse, *PAIR)


def test_a_decision_against_another_is_refused_with_what_to_do(warehouse):
    companies.decide(warehouse, PAIR, "same", "Ana", AT)
    companies.decide(warehouse, ("Keßler Technik", "Orion AG"), "different", "Ana", AT)
    with pytest.raises(Refused, match="somebody decided that they are different. Take that back first"):
        companies.decide(warehouse, ("Kessler GmbH", "Orion AG"), "same", "Ben", AT)
    companies.decide(warehouse, ("Orion AG", "Orion Bau"), "same", "Ben", AT)
    companies.decide(warehouse, ("Orion Bau", "Orion Hoch"), "same", "Ben", AT)
    with pytest.raises(Refused, match="cannot be different: decisions made before tie them together"):
        companies.decide(warehouse, ("Orion AG", "Orion Hoch"), "different", "Ben", AT)


@pytest.mark.parametrize(
    ("pair", "verdict", "by", "says"),
    [
        (PAIR, "same", " ", "no name was given"),
        (("A", "A"), "same", "Ana", "both are “A”"),
        (PAIR, "perhaps", "Ana", "found “perhaps”"),
    ],
)
def test_what_cannot_be_kept_is_refused(warehouse, pair, verdict, by, says):
    with pytest.raises(Refused, match=says):
        companies.decide(warehouse, pair, verdict, by, AT)
    with warehouse.reading() as cursor:
        assert companies.decisions(cursor) == []


# --- what ties names together by itself ------------------------------------------------------------------------------


def test_names_of_one_domain_are_one_company():
    held = holding("Kessler GmbH | kessler.de", "Keßler Technik | kessler.de", "Orion AG | orion.de")
    assert are_one(held, *PAIR)
    assert not are_one(held, "Kessler GmbH", "Orion AG")


@pytest.mark.parametrize("hoster", ["web.de", "netcologne.de", "alice.it", "gustr.com", "dayrep.com", "cuvox.de"])
def test_a_public_mail_hoster_ties_nobody_together(hoster):
    """Large ones, providers of one country, and those for throw-away addresses, as a demo CRM is full of."""
    assert domains.hosters() >= addresses.PUBLIC
    assert not are_one(holding(f"Kessler GmbH | {hoster}", f"Keßler Technik | {hoster}"), *PAIR)


@pytest.mark.parametrize(
    ("one", "other", "is_one"),
    [
        ("mail.kessler.co.uk", "sales.kessler.co.uk", True),
        ("kessler.com.au", "office.eu.kessler.com.au", True),
        ("kessler.co.uk", "orion.co.uk", False),
        ("kessler.myshopify.com", "orion.myshopify.com", False),
        ("kessler.jimdosite.com", "orion.jimdosite.com", False),
        ("co.uk", "co.uk", False),
    ],
)
def test_what_somebody_registered_is_a_domain_and_what_the_registry_adds_is_none(one, other, is_one):
    assert are_one(holding(f"Kessler GmbH | {one}", f"Keßler Technik | {other}"), *PAIR) == is_one


def test_an_advisers_domain_ties_only_those_that_bear_its_name():
    clients = [f"{name} AG | bauer-partner.de" for name in ("Orion", "Lyra", "Vega", "Cetus")]
    held = holding("Bauer Partner | bauer-partner.de", "Bauer & Partner Treuhand | bauer-partner.de", *clients)
    assert are_one(held, "Bauer Partner", "Bauer & Partner Treuhand")
    assert not are_one(held, "Orion AG", "Lyra AG")
    assert not are_one(held, "Orion AG", "Bauer Partner")


def test_a_name_at_many_domains_does_not_tie_them_into_one_giant():
    held = holding("n/a | kessler.de", "Kessler GmbH | kessler.de", "n/a | orion.de", "Orion AG | orion.de")
    assert not are_one(held, "Kessler GmbH", "Orion AG")


def test_a_person_overrules_a_shared_domain_even_over_a_third_name():
    held = holding("Kessler GmbH | k.de", "Keßler Technik | k.de", "Kessler Logistik | k.de")
    decided = companies.decide(held, PAIR, "different", "Ana", AT)
    assert not are_one(held, *PAIR)
    companies.take_back(held, decided, "Ana", LATER)
    assert are_one(held, *PAIR)


def test_a_person_can_tell_apart_what_one_normalised_name_holds(warehouse):
    pair = ("Kessler GmbH", "Kessler KG")
    assert are_one(warehouse, *pair)
    before = kept(warehouse)
    decided = companies.decide(warehouse, pair, "different", "Ana", AT)
    assert not are_one(warehouse, *pair)
    companies.take_back(warehouse, decided, "Ana", LATER)
    assert kept(warehouse) == before


def test_an_import_of_contacts_ties_the_customers_of_earlier_orders_and_its_undo_unties_them(tmp_path):
    desk = loading.desk(tmp_path)
    header = "tool,document_no,company,ordered_on,amount,currency"
    lines = ["X,1,Kessler GmbH,2025-01-10,100,EUR", "X,2,Keßler Technik,2026-10-05,250,EUR"]
    loading.load(desk, loading.written(tmp_path, "orders.csv", [header, *lines]))
    before = loading.kpis(desk)
    people = ["tool,contact_id,company,domain,lead_at", "H,1,Kessler GmbH,kessler.de,2025-01-02"]
    people += ["H,2,Keßler Technik,kessler.de,2025-01-02"]
    loaded = loading.load(desk, loading.written(tmp_path, "contacts.csv", people))
    assert value(desk.warehouse, "revenue_from_existing", date(2026, 10, 1)) == (250, None)
    imports.undo(desk, loaded.import_id, "Ada", LATER)
    assert loading.kpis(desk) == before


@pytest.mark.parametrize(
    "name",
    [
        "Müller GmbH & Co.KG",
        "MUELLER",
        "Mu\u0308ller AG",
        "Müller UG (haftungsbeschränkt)",
        "Müller, Sp. z o.o.",
        "müller s.r.o.",
    ],
)
def test_case_umlauts_signs_and_legal_forms_tell_no_companies_apart(warehouse, name):
    assert company_of(warehouse, name) == "mueller"


def test_a_legal_form_alone_is_a_name():
    assert company_of(stories.warehouse_holding({}), "AG") == "ag"
    assert "gmbh" in company.legal_forms()

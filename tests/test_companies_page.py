"""The Companies page: a person looks, answers, and takes the answer back."""

from datetime import datetime

from custodian import settings
from custodian.commands import upkeep
from custodian.domain import companies, house, imports
from custodian.warehouse import queries, tables
from tests import loading, stories
from tests.test_import_page import press
from tests.test_pages import HOSTILE, read, visit

NAMES = ["Voltara Systems GmbH", "Voltarra Systems", "Orion", HOSTILE]


def filled(warehouse):
    orders = [{"tool": "erp", "document_no": name, "company": name, "country": "DE"} for name in NAMES]
    with warehouse.writing() as cursor:
        stories.put(cursor, tables.declared()["orders"], orders)
    return visit("pages/companies.py")


def test_a_person_looks_answers_and_takes_it_back(warehouse):
    app = filled(warehouse)
    assert "Nobody has looked yet whether one company is written in two ways" in read(app)
    app = press(app, "Look for companies that may be one")
    assert "1 pair of names may be one company" in read(app)
    assert "they differ by one letter; same country" in read(app)

    app = press(app, "Same company")
    assert "no name was given" in app.error[0].value
    app.text_input[0].set_value("Ana")
    app = press(app, "Same company")
    assert "are one company, said Ana" in read(app) and not app.exception

    app = press(app, "Take back")
    assert "1 pair of names may be one company" in read(app)
    with warehouse.reading() as cursor:
        assert [said.verdict for said in companies.decisions(cursor)] == ["open"]


def test_that_newer_files_have_not_been_looked_through_is_said(warehouse, tmp_path):
    app = press(visit("pages/companies.py"), "Look for companies that may be one")
    assert "No names are waiting to be told apart" in read(app)
    loading.load(imports.opened(warehouse, settings.load()), loading.orders(tmp_path, "orders.csv", "1 100 2026-10-01"))
    assert "the newest files have not been looked through yet" in read(visit("pages/companies.py"))


def test_what_is_known_of_both_names_stands_beside_them(warehouse):
    told = [
        {"tool": "erp", "document_no": "1", "company": NAMES[0], "country": "DE", "ordered_on": "2026-10-01"},
        {"tool": "shop", "document_no": "2", "company": NAMES[1], "country": "DE", "ordered_on": "2026-10-02"},
    ]
    at = {"tool": "crm", "contact_id": "1", "company": NAMES[1], "domain": "voltara.example", "lead_at": "2026-10-01"}
    with warehouse.writing() as cursor:
        priced = [one | {"amount": amount, "currency": "EUR"} for one, amount in zip(told, ("500", "70"), strict=True)]
        stories.put(cursor, tables.declared()["orders"], priced)
        stories.put(cursor, tables.declared()["contacts"], [at])
    app = press(visit("pages/companies.py"), "Look for companies that may be one")
    assert "DE · 1 order of €500, the last on 2026" in read(app).replace("\\", "")
    assert "DE · voltara.example · 1 order of €70, the last on 2026" in read(app).replace("\\", "")
    assert [button.label for button in app.button if button.label in ("Same company", "Different")]


def test_ten_are_asked_a_day_and_more_on_request(warehouse):
    words = "Apfelblau Bernsteiner Cellophania Drosselgarn Eibenholz Fichtelberg Goldregen Hummelflug Irrlichter"
    others = "Jaspisrot Kobaltglanz Lavendelmühle"
    orders = [
        {"tool": tool, "document_no": f"{tool} {word}", "company": word + end, "country": "DE"}
        for word in f"{words} {others}".split()
        for tool, end in (("erp", ""), ("shop", "n"))
    ]
    with warehouse.writing() as cursor:
        stories.put(cursor, tables.declared()["orders"], orders)
    app = press(visit("pages/companies.py"), "Look for companies that may be one")
    assert "12 pairs of names may be one company" in read(app)
    assert sum(button.label == "Same company" for button in app.button) == 10
    app = press(app, "Show 2 more")
    assert sum(button.label == "Same company" for button in app.button) == 12


def test_a_hostile_name_is_shown_as_it_is_written(warehouse):
    app = filled(warehouse)
    companies.decide(warehouse, (HOSTILE, "Orion"), "different", "Ana", datetime(2026, 11, 12))
    app = app.run()
    assert "<script>alert(1)</script>" in read(app) and not app.exception


def test_a_rebuilt_ledger_knows_what_people_decided(tmp_path, monkeypatch):
    """The ledger is built beside the records, and only then meets them."""
    monkeypatch.setenv("CUSTODIAN_DATA", str(tmp_path))
    chosen = settings.load()
    held = house.open_once(chosen)
    companies.decide(held, ("Kessler GmbH", "Keßler Technik"), "same", "Ana", datetime(2026, 11, 12))
    lines = ["tool,document_no,company,ordered_on,amount,currency", "X,1,Kessler GmbH,2025-01-10,100,EUR"]
    lines += ["X,2,Keßler Technik,2026-10-05,250,EUR"]
    loading.load(imports.opened(held, chosen), loading.written(tmp_path, "orders.csv", lines))
    before = all_kept(held)
    upkeep.rebuild()
    assert all_kept(house.open_once(chosen)) == before
    house.close(chosen)


def all_kept(held):
    with held.reading() as cursor:
        assert queries.run(cursor, "companies/aliases").height == 1
        return queries.run(cursor, "measures/all_kept").rows()

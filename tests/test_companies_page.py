"""The Companies page: a person looks, answers, and takes the answer back."""

from datetime import datetime

from custodian.domain import companies
from custodian.warehouse import tables
from tests import stories
from tests.test_import_page import press
from tests.test_pages import HOSTILE, read, visit, warehouse  # noqa: F401

NAMES = ["Voltara Systems GmbH", "Voltarra Systems", "Orion", HOSTILE]


def filled(warehouse):  # noqa: F811
    orders = [{"tool": "erp", "document_no": name, "company": name, "country": "DE"} for name in NAMES]
    with warehouse.writing() as cursor:
        stories.put(cursor, tables.declared()["orders"], orders)
    return visit("pages/companies.py")


def test_a_person_looks_answers_and_takes_it_back(warehouse):  # noqa: F811
    app = filled(warehouse)
    assert "No names are waiting" in read(app)
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


def test_a_hostile_name_is_shown_as_it_is_written(warehouse):  # noqa: F811
    app = filled(warehouse)
    companies.decide(warehouse, (HOSTILE, "Orion"), "different", "Ana", datetime(2026, 11, 12))
    app = app.run()
    assert "<script>alert(1)</script>" in read(app) and not app.exception

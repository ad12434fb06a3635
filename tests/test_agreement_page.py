"""The service agreement as a visitor meets it: on the sample, with nothing, written, signed, refused, hostile."""

from datetime import date, datetime

from custodian.domain import agreement
from custodian.domain.agreement import Terms
from custodian.warehouse import tables
from tests import stories
from tests.test_credit_page import HOSTILE, drawn, read, visit

AT = datetime(2026, 9, 28, 14, 0)
TERMS = Terms(date(2026, 10, 1), 0.5, 10_000, 0.1, reply_hours=8, reply_share=0.9, goal=42_000)


def put(warehouse, company="Alpha GmbH", reason="no budget"):
    header = "tool | contact_id | company | source | lead_at | first_reply_at | qualified_at | sent_back_reason"
    answered = [
        f"H | {n} | {company} | Website | 2026-10-0{n % 2 + 1} 09:00:00 | 2026-10-02 1{n % 3}:00:00 | 2026-10-05 | "
        for n in range(15)
    ]
    waiting = f"H | 99 | {company} | Website | 2026-10-05 09:00:00 | | 2026-10-30 | {reason}"
    with warehouse.writing() as cursor:
        stories.put(cursor, tables.declared()["contacts"], stories.rows("\n".join([header, *answered, waiting])))


def look(**asked):
    return visit(**{"part": "promises", **asked})


def sides(app):
    return drawn(app, "sides")


def press(app, label):
    return next(button for button in app.button if button.label == label).click().run()


def fill(app, **written):
    fields = {field.label: field for field in [*app.text_input, *app.number_input]}
    for label, value in written.items():
        fields[label].set_value(value)
    return app


def test_the_sample_shows_both_sides_alike(with_sample):
    app = look()
    assert not app.exception
    marketing, sales = sides(app)["sides"]
    assert marketing["says"] == "Marketing promised 113, delivered 118"
    assert sales["says"] == "Sales promised a reply within 18 h to 80%, kept 47% (of 207)"
    assert (marketing["kept"], marketing["state"], marketing["tone"]) == ("104%", "▲ kept", "good")
    assert (sales["kept"], sales["state"], sales["tone"]) == ("47%", "▼ not kept", "bad")
    assert set(marketing) == set(sales)
    assert marketing["lines"][0] == "€870k × 14% ÷ €24k ÷ 4.5% = 113 leads, rounded up"
    assert "October 2026: marketing promised 113, delivered 118; sales promised a reply" in read(app)
    assert sides(app)["terms"]["title"] == "The agreement, version 1: signed by both heads"
    assert sides(app)["sent_back"]["says"] == "Of 118 handed over: 87 accepted (74%), 26 sent back (22%), 5 undecided"
    assert sides(app)["sent_back"]["reasons"][:2] == [
        ["Unqualified: wrong application", 10, "8.5%"],
        ["Unqualified: no project", 8, "6.8%"],
    ]
    assert sides(app)["open"]["says"] == "6 enquiries without any reply for longer than 18 h"


def test_a_quarter_that_is_not_over_counts_in_proportion(with_sample):
    app = look(term="quarter")
    assert "Quarter 4, 2026: marketing promised 339, " in read(app)
    assert "Not over: looked at up to 31 Oct, 22 of " in read(app)


def test_before_january_nothing_was_agreed_so_nothing_is_judged(with_sample):
    app = look(month="2025-11")
    assert "would owe" in read(app) and "promised" not in read(app)
    assert {side["state"] for side in sides(app)["sides"]} == {"○ not agreed yet"}


def test_an_empty_ledger_offers_to_write_an_agreement(warehouse):
    app = look()
    assert not app.exception
    assert "Nothing is agreed yet" in read(app)
    assert "0 won deals" in read(app)
    app = press(app, "Write the agreement")
    assert "Average deal, EUR" in [field.label for field in app.number_input]


def test_an_agreement_is_written_signed_by_both_and_judged_by(warehouse):
    put(warehouse)
    app = fill(
        look(write="agreement"),
        **{
            "Revenue goal a month, EUR": 42_000.0,
            "Of it by marketing, percent": 50.0,
            "Average deal, EUR": 10_000.0,
            "Leads that become customers, percent": 10.0,
            "Within working hours": 8.0,
            "To how many of the enquiries, percent": 90.0,
            "Your name": "Ana",
        },
    )
    app = press(app, "Save")
    assert not app.exception and not app.error
    marketing, _ = sides(app)["sides"]
    assert (marketing["says"], marketing["state"]) == ("Marketing would owe 21, delivered 16", "○ not agreed yet")
    assert [button["write"] for button in sides(app)["terms"]["buttons"]] == [
        "sign-sales",
        "sign-marketing",
        "agreement",
    ]
    for team, name in (("marketing", "Cleo"), ("sales", "Ben")):
        app = press(fill(look(write=f"sign-{team}", version="1"), **{"Your name": name}), "Sign")
        assert not app.exception and not app.error
    app = look()
    assert [side["says"].split(",")[0] for side in sides(app)["sides"]] == [
        "Marketing promised 21",
        "Sales promised a reply within 8 h to 90%",
    ]
    with warehouse.reading() as cursor:
        (kept,) = agreement.versions(cursor)
    assert (kept.goal, kept.share, kept.rate, kept.reply_share, kept.is_signed) == (42_000, 0.5, 0.1, 0.9, True)


def test_a_refused_agreement_says_every_reason(warehouse):
    app = press(look(write="agreement"), "Save")
    (error,) = app.error
    assert "no name was given" in error.value and "average deal" in error.value
    with warehouse.reading() as cursor:
        assert agreement.versions(cursor) == []


def test_who_was_slower_sees_the_other_version_and_may_save_on_top(warehouse):
    put(warehouse)
    agreement.save(warehouse, TERMS, "Ana", AT)
    app = fill(look(write="agreement", version="1"), **{"Within working hours": 4.0, "Your name": "Ana"}).run()
    agreement.save(warehouse, Terms(**{**vars(TERMS), "version": 1, "reply_hours": 6}), "Ben", AT)
    app = press(app, "Save")
    assert "Ben wrote version 2" in app.error[0].value
    assert "Ben has written version 2 since" in app.warning[0].value
    app.checkbox[0].check()
    press(app, "Save")
    with warehouse.reading() as cursor:
        assert [one.reply_hours for one in agreement.versions(cursor)] == [4, 6, 8]


def test_hostile_words_leave_as_text(warehouse):
    put(warehouse, company=HOSTILE, reason=HOSTILE)
    agreement.save(warehouse, TERMS, HOSTILE, AT)
    app = look(write="sign-sales", version="1")
    assert not app.exception
    assert sides(app)["sent_back"]["reasons"] == [[HOSTILE, 1, "6.2%"]]
    assert sides(app)["open"]["enquiries"][0]["company"] == HOSTILE
    assert "<script>" not in "".join(element.value for element in app.markdown).replace("\\<script\\>", "")

"""The digest: a month's real changes as a mail, each new once, in words that nobody's text can turn into more."""

from dataclasses import replace
from datetime import UTC, date, datetime
from email import message_from_bytes, policy
from html.parser import HTMLParser

import pytest

from custodian import settings
from custodian.domain import actions, digests, headline, kpis, objectives
from custodian.domain.digests import Told
from custodian.domain.keyresults import KeyResult
from custodian.domain.objectives import Draft
from custodian.domain.refusals import Refused
from custodian.reports import digest as said
from custodian.reports import letters
from tests import pictures

AT = datetime(2026, 11, 3, 9, 30, tzinfo=UTC)
TODAY, AUGUST, OCTOBER, NOVEMBER = date(2026, 11, 24), date(2026, 8, 1), date(2026, 10, 1), date(2026, 11, 1)
HOSTILE = "Call\r\nBcc: all@rival.com\r\n\r\n<script>alert(1)</script> \u202eRTL \ud800\x00 " + "long " * 300


@pytest.fixture
def company(memory):
    """Branded searches are really better since July 2026; what else moves is chance, and seeded."""
    pictures.fill(memory)
    return memory


def gathered(warehouse, month=OCTOBER, today=TODAY, **chosen):
    with warehouse.reading() as cursor:
        return digests.gather(cursor, settings.load(**chosen), month, today)


def changed(digest):
    return [change.reading.kpi.key for change in digest.new]


def read_back(letter, sender="custodian@voltara.example", to=("md@voltara.example",)):
    """The mail as whoever opens the file reads it."""
    written = letters.mail(letter, sender, to, AT).as_bytes(policy=policy.SMTP)
    return message_from_bytes(written, policy=policy.default)


def plain(message):
    return message.get_body(("plain",)).get_content()


class Seen(HTMLParser):
    """What a reader of HTML mail makes of it."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.links, self.says = [], [], ""
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.links += [value for name, value in attrs if name == "href"]

    def handle_data(self, data):
        self.says += data


# --- what is told ----------------------------------------------------------------------------------------------------


def test_the_subject_is_the_finding_and_only_real_changes_are_listed(company):
    digest = gathered(company)
    assert "branded_searches" in changed(digest)
    real = headline.real_changes(digest.readings)
    assert sorted(changed(digest)) == sorted(reading.kpi.key for reading in real)
    letter = said.of(digest)
    first = digest.new[0].reading.kpi
    count = f"{len(real)} real change{'s' if len(real) > 1 else ''}"
    assert letter.subject in (f"October 2026: {count} — {first.worse}", f"October 2026: {count} — {first.better}")
    (section,) = letter.sections
    heads = [entry.head for entry in section.entries]
    assert section.title == "Really different" and "▲ Branded searches: 800" in heads
    searches = section.entries[heads.index("▲ Branded searches: 800")].lines
    assert searches[0] == "no change on September"
    assert searches[1].startswith("More people search for us by name since July: ")
    assert searches[2].startswith("Since June: ") and "+300" in searches[2]
    assert searches[3] == "Nobody is on it yet."
    assert letter.foot == (said.Entry("Data to 31 Oct 2026 · 1 file"),)


def test_where_nothing_is_real_one_line_says_so(memory):
    pictures.fill(memory, without=("branded_searches",))
    digest = gathered(memory)
    letter = said.of(replace(digest, changes=()))
    assert letter.subject == "October 2026: nothing is really different"
    assert (
        letter.notes == ("Nothing is outside what it normally does. No figure asks for a decision this month.",)
        and not letter.sections
    )


def test_a_month_that_is_not_over_alerts_nothing(company):
    digest = gathered(company, NOVEMBER)
    assert digest.changes == ()
    assert said.of(digest).subject == "November 2026: not over yet, so nothing is judged"
    assert gathered(company, OCTOBER, date(2026, 10, 31)).changes == ()


def test_a_month_without_figures_is_said_to_have_none(company):
    assert said.of(gathered(company, date(2024, 2, 1))).subject == "February 2024: no figures yet"


def test_objectives_late_actions_late_exports_and_links_stand_in_it(company):
    result = KeyResult("branded_searches", 500, 1000)
    draft = Draft("Be known", "", date(2026, 1, 1), date(2026, 12, 31), "Ben", "Cleo", (result,))
    objectives.save(company, draft, "Ana", AT)
    actions.save(company, actions.Draft("Call", "Ben", date(2026, 11, 3)), "Ana", AT)
    actions.save(company, actions.Draft("Write", "Ben", date(2026, 11, 30)), "Ana", AT)
    digest = gathered(company, app_address="https://custodian.voltara.example/app/")
    letter = said.of(digest, ["Xero", "HubSpot"])
    assert [section.title for section in letter.sections] == [
        "Really different", "What we promised together", "Actions that are late",
    ]  # fmt: skip
    promised, late = letter.sections[1].entries[0], letter.sections[2].entries
    assert promised.head.startswith("The joint objective is") and promised.lines[0][2:].startswith("Be known: ")
    assert [(one.head, one.lines) for one in late] == [("Call", ("Ben · due 3 Nov · 3 weeks late",))]
    assert letter.foot[0].lines == ("2 exports late: Xero, HubSpot",)
    links = Seen(letters.html(letter)).links
    assert "https://custodian.voltara.example/app/kpi?key=branded_searches&month=2026-10" in links
    assert links[-1] == "https://custodian.voltara.example/app/?month=2026-10"
    assert all(link in letters.plain(letter) for link in links)


# --- each change alerts once -----------------------------------------------------------------------------------------


def test_what_was_told_once_is_told_as_still_different_from_then_on(company):
    september = gathered(company, date(2026, 9, 1))
    assert "branded_searches" in changed(september)
    digests.remember(company, september, AT.replace(tzinfo=None))
    october = gathered(company)
    assert "branded_searches" not in changed(october)
    (still,) = [change for change in october.still if change.reading.kpi.key == "branded_searches"]
    assert still.told_at == AT.replace(tzinfo=None)
    letter = said.of(replace(october, changes=(still,)))
    assert letter.subject == "October 2026: nothing new; 1 real change told before goes on"
    (section,) = letter.sections
    assert section.title == "Still different, told before"
    assert section.entries[0].lines == ("Since July 2026; first told on 3 Nov 2026. Nobody is on it yet.",)
    digests.remember(company, october, AT.replace(tzinfo=None))
    with company.reading() as cursor:
        told = [one.kpi for one in digests.every_told(cursor)]
    assert told.count("branded_searches") == 1


@pytest.mark.parametrize(
    ("since", "month", "verdict", "is_told"),
    [
        (date(2026, 7, 1), AUGUST, "real improvement", True),
        (date(2026, 6, 1), date(2026, 7, 1), "real improvement", True),  # its beginning is seen a month later now
        (date(2026, 3, 1), date(2026, 6, 1), "real improvement", False),  # that one had ended before
        (date(2026, 11, 1), date(2026, 12, 1), "real improvement", False),  # that one began after
        (date(2026, 7, 1), AUGUST, "real decline", False),  # the other way
    ],
)
def test_the_same_change_is_one_of_the_same_direction_whose_months_overlap(company, since, month, verdict, is_told):
    searches = next(one for one in gathered(company).readings if one.kpi.key == "branded_searches")
    assert (searches.since, searches.month) == (date(2026, 7, 1), OCTOBER)
    told = Told("branded_searches", verdict, since, month, AT)
    assert digests.first_told(searches, [told]) == (AT if is_told else None)
    assert digests.first_told(searches, [replace(told, kpi="revenue")]) is None


def test_new_changes_are_counted_beside_those_told_before(company):
    digest = gathered(company)
    one = next(change for change in digest.changes if change.reading.kpi.key == "branded_searches")
    both = replace(digest, changes=(one, replace(one, told_at=AT)))
    assert said.of(both).subject == "October 2026: 1 new real change — more people search for us by name"


# --- the mail --------------------------------------------------------------------------------------------------------


def test_the_mail_reads_back_as_it_was_written(company):
    letter = said.of(gathered(company))
    message = read_back(letter)
    assert not message.defects
    assert (message["Subject"], message["To"], message["From"]) == (
        letter.subject, "md@voltara.example", "custodian@voltara.example",
    )  # fmt: skip
    assert message["Date"].datetime == AT
    assert message.get_content_type() == "multipart/alternative"
    seen = Seen(message.get_body(("html",)).get_content())
    for section in letter.sections:
        for entry in section.entries:
            for text in (entry.head, *entry.lines):
                assert text in plain(message) and text in seen.says
    assert set(seen.tags) == {"html", "head", "meta", "title", "body", "h1", "h2", "p", "hr"}


def test_what_people_write_stays_text_and_adds_no_header(company):
    actions.save(company, actions.Draft(HOSTILE.replace("\ud800", ""), "Ben", date(2026, 11, 3)), "Ana", AT)
    digest = gathered(company)
    late = (replace(digest.late[0], what=HOSTILE, owner=HOSTILE),)
    letter = replace(said.of(replace(digest, late=late)), subject=HOSTILE)
    message = read_back(letter)
    assert not message.defects
    assert sorted(message.keys()) == sorted(
        ["Subject", "From", "To", "Date", "Message-ID", "Auto-Submitted", "MIME-Version", "Content-Type"]
    )
    assert "Bcc: all@rival.com <script>alert(1)</script> RTL" in message["Subject"]
    line = next(line for line in plain(message).splitlines() if line.startswith("Call "))
    assert line.startswith("Call Bcc: all@rival.com <script>alert(1)</script> RTL long")
    seen = Seen(message.get_body(("html",)).get_content())
    assert "script" not in seen.tags and "<script>alert(1)</script>" in seen.says


@pytest.mark.parametrize(
    "written",
    ["", "nobody", "@voltara.example", "md@", "a@b\r\nBcc: c@d", "a@b, c@d", "Ana\nBcc: c@d <a@b>", "a b@c", "ü@b.de"],
)
def test_an_address_that_is_none_is_refused_in_a_sentence(company, written):
    with pytest.raises(Refused, match="Expected an address such as name@company.com; found “"):
        letters.address(written)


def test_an_address_may_have_a_name():
    assert str(letters.address("Ana Müller <ana@voltara.example>")) == "Ana Müller <ana@voltara.example>"


def test_every_figure_has_words_for_both_directions():
    """The subject ends with them."""
    assert all(kpi.better and kpi.worse for kpi in kpis.catalogue().values())

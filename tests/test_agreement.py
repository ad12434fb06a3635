"""The service agreement: the published number, a month by hand with its holidays, versions, signatures, two counts."""

import math
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from custodian import settings as all_settings
from custodian.domain import agreement, kept, kpis, precedent, targets
from custodian.domain.agreement import Terms
from custodian.domain.periods import Period
from custodian.domain.refusals import Overtaken, Refused
from custodian.domain.targets import Target
from custodian.intake import staging
from custodian.sample import loading
from custodian.settings import SettingsFault
from custodian.warehouse import tables
from tests import chance, plainly, stories
from tests.plainly import is_workday, working_hours

AT = datetime(2026, 9, 28, 14, 0)
OCTOBER = Period(date(2026, 10, 1), date(2026, 10, 31))
LATER = datetime(2026, 11, 24, 9, 0)
TERMS = Terms(date(2026, 10, 1), 0.5, 10_000, 0.1, reply_hours=8, reply_share=0.9, goal=10_500)

# 1 October is a Thursday. Working hours are 8 to 17.
CONTACTS = """
    tool    | contact_id | company | source     | lead_at             | first_reply_at      | qualified_at        | accepted_at         | opportunity_at | sent_back_at        | sent_back_reason
    HubSpot | 1          | Alpha   | Website    | 2026-10-01 09:00:00 | 2026-10-01 17:00:00 | 2026-10-02 09:00:00 | 2026-10-03 09:00:00 |                |                     |
    HubSpot | 2          | Beta    | Website    | 2026-10-02 16:00:00 | 2026-10-05 15:00:00 | 2026-10-12 09:00:00 |                     |                | 2026-10-20 09:00:00 | no budget
    HubSpot | 3          | Gamma   |            | 2026-10-03 10:00:00 | 2026-10-05 16:01:00 | 2026-10-31 23:59:00 |                     |                | 2026-11-02 09:00:00 |
    HubSpot | 4          | Delta   | Trade fair | 2026-10-05 08:00:00 |                     | 2026-11-01 00:00:00 |                     |                |                     |
    HubSpot | 5          |         |            | 2026-10-30 16:00:00 |                     |                     |                     |                |                     | spam
    HubSpot | 6          | Zeta    | Website    | 2026-09-30 16:00:00 | 2026-10-09 16:00:00 | 2026-10-30 09:00:00 | 2026-10-30 10:00:00 | 2026-11-01     | 2026-10-31 09:00:00 | too small
    HubSpot | 7          | Eta     | Website    | 2026-10-08 10:00:00 |                     |                     |                     |                |                     |
"""  # noqa: E501
ACTIVITIES = """
    tool | activity_id | happened_at         | kind  | team      | contact_id
    CRM  | 1           | 2026-10-05 10:00:00 | email | marketing | 4
    CRM  | 2           | 2026-10-08 12:00:00 | call  | sales     | 7
    CRM  | 3           | 2026-11-02 10:00:00 | call  |           | 99
"""


def holding(**chosen):
    return stories.warehouse_holding({"contacts": CONTACTS, "activities": ACTIVITIES}, **chosen)


def standing(warehouse, terms=TERMS, period=OCTOBER, until=OCTOBER.last_day, now=LATER, least=1):
    with warehouse.reading() as cursor:
        path = targets.path(cursor, kpis.catalogue()["revenue"], period)
        goals = tuple((one.month, one.value) for one in path)
        return kept.standing(cursor, terms, goals, period, until, now, least)


# --- what is owed ----------------------------------------------------------------------------------------------------


def test_leads_owed_as_published():
    """7.5 M ÷ 85,000 = 88.2 → 89 deals; with one lead in five a customer, 442 leads."""
    terms = Terms(date(2026, 1, 1), 1, 85_000, 1, 8, 0.9)
    assert agreement.leads_owed(7_500_000, terms) == 89
    assert agreement.leads_owed(7_500_000, replace(terms, rate=0.2)) == 442
    assert agreement.leads_owed(0.3 * 100, replace(terms, average_deal=0.1, share=1)) == 300


@given(st.floats(1, 1e9), st.floats(0.01, 1), st.floats(100, 1e6), st.floats(0.001, 1), st.floats(1, 1e9))
def test_what_is_owed_is_the_least_whole_number_that_is_enough(goal, share, deal, rate, more):
    terms = Terms(date(2026, 1, 1), share, deal, rate, 8, 0.9)
    owed = agreement.leads_owed(goal, terms)
    assert owed * rate * deal >= goal * share * (1 - 1e-5) - 1e-5 * rate * deal
    assert (owed - 1) * rate * deal < goal * share
    assert agreement.leads_owed(goal + more, terms) >= owed


# --- a month by hand -------------------------------------------------------------------------------------------------


def test_october_by_hand():
    """Marketing owes 10,500 × 50 % ÷ 10,000 ÷ 10 % = 5.25 → 6 leads; four were qualified in October.

    Replies within 8 working hours: Alpha after exactly 8; Beta after 1 + 7 = 8, the weekend does not count; Gamma, on a
    Saturday, after 8:01; Eta by a call after 2; Delta never, marketing's mail is no reply; the nameless one of the 30th
    at 16:00 has had 1 hour on Friday and 2 on Monday until the exports end, so it is still in time.
    """
    told = standing(holding())
    assert (told.leads.owed, told.leads.delivered, told.leads.state) == (6, 4, "not kept")
    assert told.leads.kept == pytest.approx(4 / 6)
    replies = told.replies
    assert (replies.in_time, replies.late, replies.unanswered, replies.waiting) == (3, 1, 1, 1)
    assert (replies.due, replies.share, replies.state) == (5, 0.6, "not kept")
    assert replies.interval == pytest.approx((0.2307, 0.8824), abs=5e-5)
    assert standing(holding(), replace(TERMS, reply_share=0.85)).replies.state == "too close to say"
    assert standing(holding(), replace(TERMS, reply_share=0.6)).replies.state == "kept"
    assert replies.middle == pytest.approx((8 + 8) / 2)
    assert [(one.company, one.source) for one in replies.oldest] == [("Delta", "Trade fair")]
    assert replies.oldest[0].waited == pytest.approx(20 * 9 + 2)


def test_what_came_back_by_hand():
    """Alpha accepted; Beta back for its budget; Gamma without a reason; Zeta back, yet an opportunity since, so
    accepted; the nameless one, which no tool qualified, on the day of its enquiry."""
    told = standing(holding()).sent_back
    assert (told.accepted, told.undecided, told.handed_over, told.is_told) == (2, 0, 5, True)
    assert told.reasons == (("no budget", 1), ("no reason given", 1), ("spam", 1))


def test_the_steps_lead_to_what_is_owed_and_to_what_was_done():
    told = standing(holding())
    assert (told.leads.steps[-1].owed, told.leads.steps[-1].done) == (6, 4)
    assert (told.replies.steps[-1].owed, told.replies.steps[-1].done) == (pytest.approx(0.9 * 5), 3)
    for steps in (told.leads.steps, told.replies.steps):
        assert steps[-1].day == OCTOBER.last_day
        assert [step.done for step in steps] == sorted(step.done for step in steps)


def test_a_month_that_is_not_over_owes_by_the_working_days_that_have_gone():
    """By 15 October 11 of October's 22 working days have gone: half of six. What came later is not known yet."""
    told = standing(holding(), until=date(2026, 10, 15), now=datetime(2026, 10, 15, 18, 0))
    # The exports end on the 12th, when the last lead was qualified: 8 of 22 working days.
    assert (told.day, told.workdays_gone, told.workdays, told.is_over) == (date(2026, 10, 12), 8, 22, False)
    assert (told.leads.owed, told.leads.owed_by_now, told.leads.delivered) == (6, pytest.approx(6 * 8 / 22), 2)
    assert told.leads.state == "behind"


def test_public_holidays_of_the_country_and_of_its_state_are_no_working_days():
    """Whit Monday 2026 is 25 May in Germany; Corpus Christi, 4 June, is free in Bavaria only; France works on neither
    of Germany's own: 3 October."""
    contacts = """
        tool | contact_id | lead_at             | first_reply_at
        H    | 1          | 2026-06-03 16:00:00 | 2026-06-05 09:00:00
        H    | 2          | 2026-05-22 16:00:00 | 2026-05-26 09:00:00
    """
    span = Period(date(2026, 5, 1), date(2026, 6, 30))
    hours = {}
    for subdivision in ("", "BY"):
        warehouse = stories.warehouse_holding({"contacts": contacts}, subdivision=subdivision)
        told = standing(warehouse, period=span, until=span.last_day)
        hours[subdivision] = (told.replies.middle, told.workdays)
    assert hours == {"": (pytest.approx((2 + 11) / 2), 40), "BY": (2, 39)}


def test_a_state_that_the_country_does_not_have_is_refused_with_those_it_has():
    with pytest.raises(SettingsFault, match="Expected one of BB, BE, BW, BY.*found 'XX'"):
        stories.warehouse_holding({}, subdivision="XX")


def test_the_goal_is_that_of_the_agreement_else_the_targets_of_revenue_and_missing_months_are_named():
    warehouse = holding()
    quarter = Period(date(2026, 10, 1), date(2026, 12, 31))
    terms = replace(TERMS, goal=None)
    assert standing(warehouse, terms).leads.missing == (date(2026, 10, 1),)
    assert standing(warehouse, terms).leads.owed is None
    with warehouse.writing() as cursor:
        for month, value in ((10, 10_000), (11, 20_000)):
            targets.decide(cursor, kpis.catalogue()["revenue"], Target(date(2026, month, 1), value, "Ana"), AT)
    assert standing(warehouse, terms).leads.owed == 5
    told = standing(warehouse, terms, quarter, date(2026, 10, 31)).leads
    assert (told.owed, told.missing) == (None, (date(2026, 12, 1),))
    assert standing(warehouse, TERMS, quarter).leads.goal == 31_500


def test_too_few_enquiries_make_no_share():
    told = standing(holding(), least=6)
    assert (told.replies.interval, told.replies.state) == (None, "too few")


def test_nothing_loaded_is_not_nothing_delivered():
    told = standing(stories.warehouse_holding({}))
    assert (told.leads.state, told.replies.state, told.sent_back.is_told) == ("no data", "no data", False)


# --- random rows -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", [4, 5])
def test_random_rows_come_to_what_plain_python_counts(seed):
    drawn = chance.company(seed)
    warehouse = stories.warehouse_holding({})
    with warehouse.writing() as cursor:
        for name in ("contacts", "activities"):
            stories.put(cursor, tables.declared()[name], drawn[name])
    rows = plainly.rows(drawn)
    known_to = max(
        moment
        for row in [*rows["contacts"], *rows["activities"]]
        for moment in (row.get("lead_at"), row.get("first_reply_at"), row.get("qualified_at"), row.get("accepted_at"),
                       row.get("happened_at"))
        if moment
    )  # fmt: skip
    span = Period(date(2025, 4, 1), date(2025, 6, 30))
    told = standing(warehouse, period=span, until=span.last_day)
    counted = {"in_time": 0, "late": 0, "unanswered": 0, "waiting": 0}
    for lead in rows["contacts"]:
        if lead["lead_at"].date() not in span:
            continue
        calls = [
            row["happened_at"]
            for row in rows["activities"]
            if row["contact_id"] == lead["contact_id"]
            and row["team"] != "marketing"
            and row["happened_at"] >= lead["lead_at"]
        ]
        replied = lead["first_reply_at"] or min(calls, default=None)
        hours = working_hours(lead["lead_at"], replied or known_to)
        is_within = hours <= TERMS.reply_hours + 1e-9
        counted[("in_time" if is_within else "late") if replied else ("waiting" if is_within else "unanswered")] += 1
    assert {name: getattr(told.replies, name) for name in counted} == counted
    qualified = [row for row in rows["contacts"] if row["qualified_at"] and row["qualified_at"].date() in span]
    assert told.leads.delivered == len(qualified) > 10
    days = [span.first_day + timedelta(days=at) for at in range(91)]
    assert told.workdays == sum(map(is_workday, days))


# --- proposed from the past ------------------------------------------------------------------------------------------


def test_the_past_proposes_share_deal_and_rate_with_what_stands_behind_them():
    won = "\n".join(f"CRM | W{n} | won | 1000 | EUR | 2026-01-01 | 2026-0{n % 8 + 1}-15 | {source}" for n, source in
                    enumerate(["Website"] * 3 + ["Sales call"] * 7))  # fmt: skip
    leads = "\n".join(
        f"H | {n} | 2025-10-01 | 2025-10-0{n % 9 + 1} | {'2026-01-05' if n < 2 else ''}" for n in range(20)
    )
    young = "H | 99 | 2026-08-01 | 2026-08-02 |"
    warehouse = stories.warehouse_holding(
        {
            "deals": f"tool | deal_id | outcome | amount | currency | created_on | closed_on | source\n{won}",
            "contacts": f"tool | contact_id | lead_at | qualified_at | customer_at\n{leads}\n{young}",
        }
    )
    with warehouse.reading() as cursor:
        past = precedent.history(cursor, date(2026, 10, 1), 10)
        thin = precedent.history(cursor, date(2026, 10, 1), 11)
    assert (past.deals, past.leads, past.customers) == (10, 20, 2)
    assert (past.share, past.average_deal, past.rate, past.is_of_revenue) == (0.3, 1000, 0.1, False)
    assert past.leads_in == Period(date(2025, 4, 1), date(2026, 3, 31))
    assert past.terms(date(2026, 10, 1)) == Terms(date(2026, 10, 1), 0.3, 1000, 0.1, 8, 0.9)
    assert (thin.share, thin.average_deal, thin.rate, thin.terms(date(2026, 10, 1))) == (None, None, 0.1, None)


# --- written and signed ----------------------------------------------------------------------------------------------


@pytest.fixture
def warehouse():
    return stories.warehouse_holding({})


def versions(warehouse):
    with warehouse.reading() as cursor:
        return agreement.versions(cursor)


def test_an_agreement_holds_once_both_heads_have_signed_and_earlier_versions_stay(warehouse):
    agreement.save(warehouse, replace(TERMS, holds_from=date(2026, 10, 17)), " Ana ", AT)
    assert versions(warehouse)[0].holds_from == date(2026, 10, 1)
    assert versions(warehouse)[0].unsigned == ["sales", "marketing"]
    agreement.sign(warehouse, 1, "marketing", "Cleo", AT)
    assert agreement.sign(warehouse, 1, "sales", "Ben", AT).is_signed
    agreement.save(warehouse, replace(TERMS, version=1, reply_hours=4), "Ben", AT)
    every = versions(warehouse)
    assert [(one.version, one.reply_hours, one.is_signed) for one in every] == [(2, 4, False), (1, 8, True)]
    assert [(one.team, one.signed_by, one.signed_at) for one in every[1].signatures] == [
        ("marketing", "Cleo", AT),
        ("sales", "Ben", AT),
    ]
    assert agreement.in_force(every, date(2026, 10, 1)) == every[1]
    assert agreement.in_force(every, date(2026, 9, 1)) is None
    agreement.sign(warehouse, 2, "marketing", "Cleo", AT)
    agreement.sign(warehouse, 2, "sales", "Ben", AT)
    assert agreement.in_force(versions(warehouse), date(2026, 10, 1)).version == 2


def test_before_any_is_signed_the_draft_is_shown(warehouse):
    agreement.save(warehouse, TERMS, "Ana", AT)
    assert agreement.in_force(versions(warehouse), date(2020, 1, 1)).version == 1
    assert agreement.in_force([], date(2026, 10, 1)) is None


def test_terms_that_cannot_be_kept_are_refused_with_every_reason(warehouse):
    wrong = Terms(date(2026, 10, 1), 0, math.nan, 1.2, 0, 2, goal=-1)
    with pytest.raises(Refused) as refusal:
        agreement.save(warehouse, wrong, " ", AT)
    assert len(refusal.value.faults) == 7
    assert "above 0% and up to 100%" in str(refusal.value)
    assert versions(warehouse) == []


def test_who_was_slower_is_told_and_nothing_is_overwritten(warehouse):
    agreement.save(warehouse, TERMS, "Ana", AT)
    agreement.save(warehouse, replace(TERMS, version=1), "Ben", AT)
    for late in (0, 1):
        with pytest.raises(Overtaken, match="Ben wrote version 2 on 28 September 2026 at 14:00"):
            agreement.save(warehouse, replace(TERMS, version=late), "Ana", AT)
    with pytest.raises(Overtaken):
        agreement.sign(warehouse, 1, "sales", "Cleo", AT)
    assert [one.version for one in versions(warehouse)] == [2, 1]


def test_nobody_signs_twice_for_both_teams_or_without_a_name(warehouse):
    agreement.save(warehouse, TERMS, "Ana", AT)
    agreement.sign(warehouse, 1, "sales", "Ben", AT)
    for team, name, reason in [
        ("sales", "Cleo", "signed for sales already"),
        ("marketing", "ben", "Let the other head sign"),
        ("marketing", " ", "no name was given"),
    ]:
        with pytest.raises(Refused, match=reason):
            agreement.sign(warehouse, 1, team, name, AT)
    assert versions(warehouse)[0].unsigned == ["marketing"]


def test_the_sample_company_is_never_loaded_over_an_agreement_of_ones_own(warehouse, tmp_path):
    """Loading it where nothing else was written would have emptied the records."""
    assert loading.is_first_start(warehouse)
    agreement.save(warehouse, TERMS, "Ana", AT)
    assert not loading.is_first_start(warehouse)
    with pytest.raises(staging.Refused, match="of your own"):
        loading.load(warehouse, all_settings.load(data=tmp_path), "Sample", AT)
    assert len(versions(warehouse)) == 1

"""The way of companies: a story told by hand, chance data counted a second time, undone imports, every step by name."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from custodian.domain import companies, journey_headline, journeys, travellers
from custodian.domain.journeys import OF, Asked, Journeys
from custodian.domain.travellers import Day, Wanted
from custodian.warehouse.catalogues import Warehouse
from tests import stories
from tests.journeys_told import STORY

EVER = Asked(date.min, date(2030, 1, 1))


def kept(given: dict[str, str], **chosen: object) -> Warehouse:
    warehouse = stories.warehouse_holding(given, **chosen)
    with warehouse.writing() as cursor:
        journeys.keep(cursor)
    return warehouse


def told(warehouse: Warehouse, asked: Asked = EVER) -> Journeys:
    with warehouse.reading() as cursor:
        return journeys.of(cursor, asked)


@pytest.fixture(scope="module")
def story() -> Warehouse:
    return kept(STORY)


@pytest.fixture(scope="module")
def found(story: Warehouse) -> Journeys:
    return told(story)


def named(warehouse: Warehouse, state: str, step: str, end: str | None, asked: Asked = EVER) -> list[str]:
    wanted = Wanted(state, OF[step], OF[end] if end else None)  # type: ignore[arg-type]
    with warehouse.reading() as cursor:
        count, every = travellers.behind(cursor, asked, wanted, 100)
    assert count == len(every)
    return sorted(one.name.split()[0].capitalize() for one in every)


def test_every_company_counts_from_the_step_at_which_it_came_in(found):
    assert list(found.reached.values()) == [8, 4, 3, 2, 4, 1, 2, 1]
    assert found.came_in == {
        "sign": 0, "lead": 4, "qualified": 0, "accepted": 0, "opportunity": 2, "won": 0, "ordered": 1, "repeated": 0
    }  # fmt: skip


def test_each_step_says_who_went_on_who_is_lost_and_who_is_still_on_the_way(story):
    assert named(story, "arrived", "sign", "lead") == ["Alpha", "Beta", "Eta", "Gamma"]
    assert named(story, "past", "sign", "lead") == ["Delta", "Epsilon", "Theta"]
    assert named(story, "waiting", "sign", "lead") == ["Zeta"]
    assert named(story, "arrived", "lead", "qualified") == ["Alpha", "Beta", "Gamma"]
    assert named(story, "waiting", "lead", "qualified") == ["Eta"]
    assert named(story, "waiting", "qualified", "accepted") == ["Beta"]
    assert named(story, "lost", "opportunity", "won") == ["Gamma"]
    assert named(story, "came_in", "ordered", "repeated") == ["Epsilon"]
    assert named(story, "reached", "repeated", None) == ["Alpha"]


def test_a_company_with_an_open_deal_is_not_lost_though_it_lost_another(story):
    assert named(story, "waiting", "opportunity", "won") == ["Delta", "Theta"]


def test_what_went_on_and_what_came_in_is_the_next_step(found):
    for passage in found.passages:
        after = passage.end.key
        direct = found.came_in[after] if passage.start.key != "sign" else 0
        assert found.reached[after] == passage.arrived + direct
        assert found.reached[passage.start.key] == passage.began


def test_times_are_those_of_days_that_files_tell(found):
    by_start = {passage.start.key: passage for passage in found.passages}
    days = {
        key: [(one.days, round(one.share, 3)) for one in passage.curve.moments] for key, passage in by_start.items()
    }
    assert days["sign"] == [(32, 0.5)]  # Eta; Zeta is still on the way, 57 days by the leads' last day
    assert days["lead"] == [(2, 0.25), (3, 0.5), (17, 0.75)]  # Beta, Alpha, and Gamma at the latest by its deal
    assert days["qualified"] == [(2, 0.5)]  # Alpha; Beta waits; nobody knows when Gamma was qualified
    assert days["opportunity"] == [(21, 0.25)]  # Alpha; Gamma is lost and stays counted
    assert days["ordered"] == [(89, 0.5)]
    assert [(key, passage.untimed) for key, passage in by_start.items()] == [
        ("sign", 6), ("lead", 0), ("qualified", 1), ("accepted", 1), ("opportunity", 0), ("won", 0), ("ordered", 0)
    ]  # fmt: skip


def test_an_enquiry_after_the_first_order_is_out_of_order_and_no_lead(found):
    assert (found.companies, found.disordered) == (8, 1)


def test_who_names_no_company_is_counted_and_left_out(found):
    assert {key: one.nameless for key, one in found.told.items() if one.nameless} == dict.fromkeys(
        ("lead", "qualified", "accepted"), 1
    )


def test_who_brought_them_is_who_is_named_before_they_bought(story):
    with story.reading() as cursor:
        by_team = {one.member: one for one in travellers.brought(cursor, EVER, "team")}
        by_source = {one.member: one for one in travellers.brought(cursor, EVER, "source")}
    # Alpha, Gamma and Eta of marketing's; Beta by referral, Delta and Theta by a call; Epsilon and Zeta unknown.
    assert {member: (one.prospects, one.bought_at_once) for member, one in by_team.items()} == {
        "marketing": (3, 0), "sales": (3, 0), "not known": (1, 1)
    }  # fmt: skip
    website = by_source["Website"]
    assert (website.prospects, website.opportunities, website.customers, website.repeated) == (3, 2, 1, 1)


def test_only_the_companies_asked_for_are_counted(story):
    assert told(story, replace(EVER, country="Austria")).companies == 2
    assert told(story, replace(EVER, source="Website")).reached["lead"] == 3
    assert told(story, replace(EVER, team="not known")).companies == 2
    assert told(story, replace(EVER, campaign="Fair")).companies == 1
    assert told(story, replace(EVER, segment="Robotics")).companies == 2
    february = told(story, Asked(date(2026, 2, 1), date(2026, 2, 1)))
    assert [(cohort.month, cohort.entered) for cohort in february.cohorts] == [(date(2026, 2, 1), 2)]


def test_every_day_names_its_file_and_line(story):
    with story.reading() as cursor:
        _, (alpha,) = travellers.behind(cursor, EVER, Wanted("reached", OF["repeated"], None), 10)
    assert (alpha.source, alpha.team, alpha.lost) == ("Website", "marketing", None)
    assert alpha.days["lead"] == Day(date(2026, 1, 5), "", 2)
    assert alpha.days["repeated"] == Day(date(2026, 5, 12), "", 3)
    assert list(alpha.days) == ["lead", "qualified", "accepted", "opportunity", "won", "ordered", "repeated"]


def test_a_young_cohort_is_not_ripe(found):
    by_month = {cohort.month.month: cohort for cohort in found.cohorts}
    assert [cell.is_ripe for cell in by_month[1].cells.values()][-1] is False  # Alpha took 127 days, 101 are over
    assert by_month[1].cells["ordered"].reached == 2


def test_a_lead_sent_back_is_lost_until_somebody_takes_it_up_again():
    contacts = """
        tool    | contact_id | company | lead_at    | qualified_at | accepted_at | sent_back_at | sent_back_reason
        HubSpot | 1          | Alpha   | 2026-01-05 | 2026-01-08   |             | 2026-01-10   |
        HubSpot | 2          | Beta    | 2026-01-05 | 2026-01-08   | 2026-02-01  | 2026-01-10   |
        HubSpot | 3          | Gamma   | 2026-01-05 | 2026-01-08   |             | 2026-01-10   |
        HubSpot | 4          | Gamma   | 2026-02-05 |              |             |              |
        HubSpot | 5          | Delta   | 2026-02-05 | 2026-02-06   |             |              | Unqualified
    """
    warehouse = kept({"contacts": contacts})
    assert named(warehouse, "lost", "qualified", "accepted") == ["Alpha", "Delta"]
    assert named(warehouse, "waiting", "qualified", "accepted") == ["Gamma"]


def test_two_names_that_a_person_ties_are_one_journey():
    warehouse = kept(STORY)
    companies.decide(warehouse, ("Delta", "Zeta"), "same", "Ada", datetime(2026, 6, 1))
    assert told(warehouse).companies == 7
    assert named(warehouse, "past", "sign", "lead") == ["Delta", "Epsilon", "Theta"]


def test_the_sentence_says_how_many_how_fast_and_where_most_stay(found):
    few = journey_headline.headline(found, "in 2026")
    assert few == "Only 4 of the companies first seen in 2026 became leads: too few to say more"
    ours = told(kept(STORY, minimum_n=1))
    assert journey_headline.headline(ours, "in 2026") == (
        "Of 4 companies that became leads, 50% became opportunities so far, half of them within 15 days; "
        "most stay behind between opportunity and customer"
    )
    assert journey_headline.below(ours) == (
        "3 of 4 have not gone from opportunity to customer: 1 is lost, 2 still on the way."
    )


def test_with_orders_alone_the_way_begins_with_the_first_order():
    found = told(kept({"orders": STORY["orders"]}, minimum_n=1))
    assert [step.key for step in found.steps] == ["sign", "ordered", "repeated"]
    assert journey_headline.headline(found, "in 2026").startswith(
        "Of 2 companies that ordered, 50% ordered again so far, half of them within 89 days"
    )


def test_without_orders_nobody_has_ordered_or_not_ordered():
    found = told(kept({name: STORY[name] for name in ("contacts", "deals")}))
    assert [step.key for step in found.steps] == ["sign", "lead", "qualified", "accepted", "opportunity", "won"]


def test_an_empty_ledger_has_no_journeys():
    found = told(kept({}))
    assert (found.companies, found.cohorts, [step.key for step in found.steps]) == (0, (), ["sign"])
    assert journey_headline.headline(found, "in 2026") == "No company was first seen in 2026"

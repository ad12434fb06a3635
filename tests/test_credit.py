"""Credit for won deals: published numbers, a data set counted elsewhere, and what must hold for any journeys."""

import csv
from calendar import monthrange
from datetime import date, datetime
from itertools import combinations
from math import factorial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from custodian.domain import credit, periods, touches
from custodian.domain.credit import MODELS, Journey
from custodian.warehouse import tables
from tests import chance, plainly, stories
from tests.plainly import customer, from_marketing
from tests.shared import SHARED, needs_shared

CHANNELS = "abcde"
TOUCHES = st.lists(st.sampled_from(CHANNELS), min_size=1, max_size=6).map(tuple)
JOURNEY = st.builds(Journey, TOUCHES, st.integers(0, 3), st.integers(0, 3), st.integers(0, 9))
JOURNEYS = st.lists(JOURNEY, min_size=1, max_size=12).filter(lambda told: any(one.won for one in told))
WORTH = st.sampled_from([credit.by_number, credit.by_value])


def by_all_sets(journeys, worth):
    """Shapley's own formula over every set of channels; a set wins what needed no channel outside it."""
    channels = sorted({touch for journey in journeys for touch in journey.touches})

    def wins(found):
        return sum(worth(journey) for journey in journeys if set(journey.touches) <= set(found))

    def part(channel):
        others = [one for one in channels if one != channel]
        return sum(
            factorial(size) * factorial(len(others) - size) / factorial(len(channels))
            * (wins([*found, channel]) - wins(found))
            for size in range(len(channels))
            for found in combinations(others, size)
        )  # fmt: skip

    return {channel: part(channel) / wins(channels) for channel in channels}


def walked(journeys, gone=None, worth=credit.by_number):
    """What a journey may expect to win, by walking the chain step by step until nearly nobody is left."""
    steps, visits, gains = {}, {}, {}
    for journey in journeys:
        for one, other in zip(("begin", *journey.touches), (*journey.touches, "end"), strict=True):
            visits[one] = visits.get(one, 0) + journey.won + journey.lost
            steps[one, other] = steps.get((one, other), 0) + journey.won + journey.lost
        gains[journey.touches[-1]] = gains.get(journey.touches[-1], 0) + worth(journey)
    here, expected = {"begin": 1.0}, 0.0
    for _ in range(3000):
        following = {}
        for one, part in here.items():
            expected += part * gains.get(one, 0) / visits[one]
            for (begins, ends), times in steps.items():
                if begins == one and ends not in ("end", gone):
                    following[ends] = following.get(ends, 0) + part * times / visits[one]
        here = following
    return expected


# --- published -------------------------------------------------------------------------------------------------------


def test_markov_as_published():
    journeys = [Journey(("C1", "C2", "C3"), 1), Journey(("C1",), 0, 1), Journey(("C2", "C3"), 0, 1)]
    assert credit.removal_effects(journeys) == pytest.approx({"C1": 0.5, "C2": 1, "C3": 1})
    assert credit.markov(journeys) == pytest.approx({"C1": 0.2, "C2": 0.4, "C3": 0.4})


@pytest.mark.parametrize(
    ("touches", "expected"),
    [
        ("a", {"a": 1}),
        ("ab", {"a": 0.5, "b": 0.5}),
        ("abc", {"a": 0.4, "b": 0.2, "c": 0.4}),
        ("abcd", {"a": 0.4, "b": 0.1, "c": 0.1, "d": 0.4}),
        ("aba", {"a": 0.8, "b": 0.2}),
        ("aa", {"a": 1}),
    ],
)
def test_position_is_forty_twenty_forty(touches, expected):
    assert credit.position([Journey(tuple(touches), 1)]) == pytest.approx(expected)


@pytest.fixture(scope="module")
def counted_elsewhere():
    assert SHARED
    with (SHARED / "datasets/channel_attribution/Data.csv").open() as lines:
        return [
            Journey(
                tuple(row["path"].split(" > ")),
                int(row["total_conversions"]),
                int(row["total_null"]),
                float(row["total_conversion_value"]),
            )
            for row in csv.DictReader(lines, delimiter=";")
        ]


@needs_shared
def test_ten_thousand_paths_come_to_what_others_counted(counted_elsewhere):
    won = sum(journey.won for journey in counted_elsewhere)
    assert (won, sum(journey.lost for journey in counted_elsewhere)) == (19_785, 68_602)
    expected = {
        "alpha": (6308, 8447, 7574.7186, 5344.9477),
        "iota": (4606, 3355, 3857.0962, 3884.6147),
        "eta": (3164, 4167, 3539.9512, 3340.8474),
        "beta": (2831, 989, 2083.5001, 2527.3522),
        "theta": (1606, 653, 1022.8014, 1971.9129),
        "lambda": (902, 1207, 1035.2576, 1282.8472),
    }
    models = (credit.first, credit.last, credit.linear, credit.markov)
    found = [model(counted_elsewhere) for model in models]
    for channel, told in expected.items():
        assert [won * shares[channel] for shares in found] == pytest.approx(told, abs=5e-5), channel
    effects = credit.removal_effects(counted_elsewhere)
    assert effects["alpha"] == pytest.approx(0.558399, abs=5e-7)
    assert effects["lambda"] == pytest.approx(0.134022, abs=5e-7)


# --- whatever the journeys -------------------------------------------------------------------------------------------


@settings(max_examples=60, deadline=None)
@given(JOURNEYS, WORTH)
def test_shares_sum_to_one_and_none_is_below_nought(journeys, worth):
    for name, model in MODELS.items():
        shares = model(journeys, worth)
        if any(worth(journey) for journey in journeys):
            assert sum(shares.values()) == pytest.approx(1), name
        else:
            assert shares == {}
        assert all(-1e-12 <= share <= 1 + 1e-12 for share in shares.values()), name


@settings(max_examples=60, deadline=None)
@given(JOURNEYS, WORTH, st.randoms(use_true_random=False))
def test_the_order_of_the_journeys_does_not_matter(journeys, worth, chance):
    shuffled = chance.sample(journeys, len(journeys))
    for name, model in MODELS.items():
        assert model(shuffled, worth) == model(journeys, worth), name


@settings(max_examples=60, deadline=None)
@given(JOURNEYS)
def test_who_is_in_no_won_journey_gets_nothing_from_shapley_or_a_rule(journeys):
    winners = {touch for journey in journeys if journey.won for touch in journey.touches}
    for name, model in MODELS.items():
        if name != "Markov":  # in a chain a touch may lead to others that win
            assert all(not share for channel, share in model(journeys).items() if channel not in winners), name


@settings(max_examples=40, deadline=None)
@given(JOURNEYS, WORTH)
def test_shapley_is_its_formula_over_all_sets(journeys, worth):
    if any(worth(journey) for journey in journeys):
        every = by_all_sets(journeys, worth)
        assert credit.shapley(journeys, worth) == pytest.approx({c: s for c, s in every.items() if s}, abs=1e-12)


@settings(max_examples=15, deadline=None)
@given(st.lists(JOURNEY, min_size=1, max_size=6).filter(lambda told: any(one.won and one.value for one in told)), WORTH)
def test_markov_is_what_walking_the_chain_comes_to(journeys, worth):
    journeys = [one for one in journeys if one.won + one.lost]
    whole = walked(journeys, worth=worth)
    if whole:
        expected = {channel: 1 - walked(journeys, channel, worth) / whole for channel in "abcde"}
        found = credit.removal_effects(journeys, worth)
        assert found == pytest.approx({channel: expected[channel] for channel in found}, abs=1e-6)


# --- what is shown ---------------------------------------------------------------------------------------------------


def test_the_range_of_a_channel_is_its_least_and_its_most_by_any_model():
    told = credit.of([Journey(("fair", "call"), 30, 70), Journey(("call",), 10, 20)], credit.by_number, 10)
    fair = next(span for span in told.spans if span.channel == "fair")
    assert set(fair.by_model) == set(MODELS)
    assert (fair.low, fair.high) == (0, 0.75)
    assert credit.together(told.spans, "both").by_model == pytest.approx(dict.fromkeys(MODELS, 1))


@pytest.mark.parametrize(("won", "lost", "are_hidden"), [(30, 69, True), (29, 71, True), (30, 70, False)])
def test_models_that_learn_are_hidden_under_100_journeys_or_30_wins_and_the_reason_is_said(won, lost, are_hidden):
    told = credit.of([Journey(("fair", "call"), won, lost)], credit.by_number, 10)
    assert set(told.spans[0].by_model) == (set(credit.RULES) if are_hidden else set(MODELS))
    assert (f"there are {won + lost} with {won} won" in told.hidden) == are_hidden


def test_under_the_minimum_nothing_is_shared_out():
    told = credit.of([Journey(("fair",), 9, 500)], credit.by_number, 10)
    assert (told.spans, told.hidden) == ((), "n = 9, too few: credit is shared out from 10 won deals on")


def test_without_any_value_nothing_is_shared_out_by_value():
    told = credit.of([Journey(("fair",), 40, 500)], credit.by_value, 10)
    assert (told.spans, told.hidden) == ((), "no won deal with a touch before it has a value")


# --- the touches before a deal ---------------------------------------------------------------------------------------

STORY = {
    "contacts": """
        tool    | contact_id | company       | source      | campaign | lead_at
        HubSpot | 1          | Alpha GmbH    | Paid search |          | 2026-01-10 09:00:00
        HubSpot | 2          | ALPHA         | website     |          | 2026-02-01 09:00:00
        HubSpot | 3          | Alpha GmbH    | Trade fair  |          | 2024-12-31 09:00:00
        HubSpot | 4          | Beta AG       | Cold call   |          | 2026-03-01 09:00:00
        HubSpot | 5          | Stranger Ltd  | Paid search |          | 2026-03-01 09:00:00
        HubSpot | 6          | Beta AG       |             |          | 2026-03-02 09:00:00
    """,
    "deals": """
        tool | deal_id | company    | outcome | amount | currency | created_on | closed_on  | source      | campaign
        CRM  | D1      | Alpha GmbH | won     | 1000   | EUR      | 2026-02-10 | 2026-04-30 | Website     |
        CRM  | D2      | Alpha GmbH | lost    | 500    | EUR      | 2026-03-10 | 2026-04-02 |             |
        CRM  | D3      | Beta AG    | won     |        |          | 2026-03-20 | 2026-04-15 | Referral    |
        CRM  | D4      | Gamma SE   | won     | 300    | EUR      | 2026-04-01 | 2026-04-20 |             |
        CRM  | D5      | Alpha GmbH | open    | 300    | EUR      | 2026-04-01 | 2026-04-20 | Website     |
        CRM  | D6      | Alpha GmbH | won     | 300    | EUR      | 2025-04-01 | 2026-05-01 | Website     |
        CRM  | D7      | Delta Ltd  | lost    | 300    | EUR      | 2026-04-01 | 2026-04-20 |             | Launch
    """,
    "activities": """
        tool | activity_id | happened_at         | kind           | team      | company    | contact_id | deal_id
        CRM  | 1           | 2026-02-12 10:00:00 | call           | sales     | Alpha GmbH |            | D1
        CRM  | 2           | 2026-02-12 16:00:00 | call           | sales     | Alpha GmbH |            | D1
        CRM  | 3           | 2026-02-13 16:00:00 | call           |           | Alpha GmbH |            | D1
        CRM  | 4           | 2026-01-20 10:00:00 | webinar        | marketing | alpha      |            |
        CRM  | 5           | 2026-04-30 18:00:00 | visit          | sales     |            | 2          |
        CRM  | 6           | 2026-05-01 08:00:00 | visit          | sales     | Alpha GmbH |            |
        CRM  | 7           | 2026-03-01 08:00:00 | service ticket | service   | Alpha GmbH |            |
        CRM  | 8           | 2026-03-05 08:00:00 | fair talk      | Marketing | Beta AG    |            |
    """,
    "asset_uses": """
        tool    | event_id | asset   | used_at             | deal_id | company
        Library | 1        | Sheet 1 | 2026-03-25 10:00:00 | D2      |
    """,
}


def told(first="2026-04-01", last="2026-04-30", least=1, **tables):
    span = periods.Period(date.fromisoformat(first), date.fromisoformat(last))
    with stories.warehouse_holding(STORY | tables).reading() as cursor:
        return touches.before_decisions(cursor, span), touches.shared(cursor, span, least)


def test_the_touches_before_each_deal_by_hand():
    """Alpha's fair of 2024 is too long ago; its visit of 30 April is after the lost deal, on the day of the won one."""
    rows, shared = told()
    alpha_won, alpha_lost, beta, gamma, delta = (
        next(found for is_won, amount, found in rows if (is_won, amount) == one and found[:1] == begins)
        for one, begins in [
            ((True, 1000), ["marketing|channel|Paid search"]),
            ((False, 500), ["marketing|channel|Paid search"]),
            ((True, 0), ["sales|channel|Cold call"]),
            ((True, 300), []),
            ((False, 300), ["marketing|channel|Launch"]),
        ]
    )
    brought = ["marketing|channel|Paid search", "marketing|channel|webinar", "marketing|channel|website"]
    assert alpha_won == [*brought, "sales|people|call", "sales|people|call", "sales|people|visit"]
    assert alpha_lost == [*brought, "marketing|channel|Sales material"]
    assert beta == ["sales|channel|Cold call", "marketing|people|fair talk", "sales|channel|Referral"]
    assert (gamma, delta) == ([], ["marketing|channel|Launch"])
    assert (shared.decided, shared.untouched, shared.by_number.journeys, shared.by_number.won) == (5, 1, 4, 2)
    assert shared.value == 1000


def test_the_credit_of_the_story_by_hand():
    """First touch: one deal to paid search, one to the cold call. Linear: 1/6 for each touch of Alpha, 1/3 of Beta."""
    _, shared = told()
    by_number = {shared.channels[span.channel].name: span.by_model for span in shared.by_number.spans}
    assert by_number["Paid search"]["first"] == by_number["Cold call"]["first"] == 0.5
    assert by_number["Call"]["linear"] == pytest.approx(1 / 6)
    assert by_number["Call"]["position"] == pytest.approx(0.05)
    assert by_number["Referral"]["last"] == 0.5
    assert by_number["Launch"] == dict.fromkeys(credit.RULES, 0)
    by_value = {shared.channels[span.channel].name: span.by_model for span in shared.by_value.spans}
    assert by_value["Visit"]["last"] == 1 and by_value["Fair talk"]["linear"] == 0
    teams = [shared.of_team(team, shared.by_number) for team in ("marketing", "sales")]
    assert [span.by_model["linear"] for span in teams] == pytest.approx([5 / 12, 7 / 12])
    assert "hidden" in shared.by_number.hidden


def test_rarer_channels_are_put_together_and_a_single_one_keeps_its_name():
    header = "tool | deal_id | company | outcome | amount | currency | created_on | closed_on | source"
    lines = [f"CRM | X{n} | F{n} | won | 10 | EUR | 2026-04-01 | 2026-04-05 | Source{n:02}" for n in range(14)]
    _, shared = told(deals="\n".join([header, *lines]))
    names = [channel.name for channel in shared.channels.values()]
    assert len(names) == 13 and names.count("Other channels") == 1
    _, shared = told(deals="\n".join([header, *lines[:13]]))
    assert sorted(channel.name for channel in shared.channels.values()) == [f"Source{n:02}" for n in range(13)]


def naive(rows, first, last):
    """The touches once more, deal by deal in plain Python."""
    found = []
    for deal in rows["deals"]:
        if deal["outcome"] not in ("won", "lost") or not deal["closed_on"] or not first <= deal["closed_on"] <= last:
            continue
        month = deal["closed_on"].year * 12 + deal["closed_on"].month - 13
        since = min(deal["closed_on"].day, monthrange(month // 12, month % 12 + 1)[1])
        since = date(month // 12, month % 12 + 1, since)
        seen = {}

        def touch(moment, team, medium, name, since=since, deal=deal, seen=seen):
            if name and name.strip() and since <= moment.date() <= deal["closed_on"]:
                key = (moment.date(), team, medium, name.strip().lower())
                seen[key] = min(moment, seen.get(key, moment))

        def is_buyer(name, deal=deal):
            return customer(name) is not None and customer(name) == customer(deal["company"])

        for one in rows["contacts"]:
            if is_buyer(one["company"]) and one["lead_at"]:
                team = "marketing" if from_marketing(one) else "sales"
                touch(one["lead_at"], team, "channel", one["source"] or one["campaign"])
        for one in rows["activities"]:
            if one["kind"] == "service ticket":
                continue
            medium = "channel" if one["kind"] in ("webinar", "download") else "people"
            company = one["company"] or next(
                (c["company"] for c in rows["contacts"] if c["contact_id"] == one["contact_id"]), None
            )
            if one["deal_id"] == deal["deal_id"] or (not one["deal_id"] and is_buyer(company)):
                touch(one["happened_at"], one["team"] or "sales", medium, one["kind"])
        for one in rows["asset_uses"]:
            if one["deal_id"] == deal["deal_id"] or (not one["deal_id"] and is_buyer(one["company"])):
                touch(one["used_at"], "marketing", "channel", "sales material")
        own = deal["source"] or deal["campaign"]
        if own and not any(key[2:] == ("channel", own.lower()) for key in seen):
            team = "marketing" if from_marketing(deal) else "sales"
            key = (deal["created_on"], team, "channel", own.lower())
            seen[key] = datetime.combine(deal["created_on"], datetime.min.time())
        ordered = sorted(seen, key=lambda key: (seen[key], key[1], key[2], key[3]))
        found.append((deal["outcome"] == "won", [f"{t}|{m}|{n}" for _, t, m, n in ordered]))
    return sorted(found)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_touches_of_random_rows_are_what_plain_python_finds(seed):
    drawn = chance.company(seed)
    span = (date(2025, 1, 1), date(2025, 12, 31))
    warehouse = stories.warehouse_holding({})
    with warehouse.writing() as cursor:
        for name, rows in drawn.items():
            stories.put(cursor, tables.declared()[name], rows)
    with warehouse.reading() as cursor:
        rows = touches.before_decisions(cursor, periods.Period(*span))
    found = sorted((is_won, [touch.lower() for touch in told]) for is_won, _, told in rows)
    assert found == naive(plainly.rows(drawn), *span)
    assert sum(len(told) for _, told in found) > 100

"""The drivers of a change: parts that add up to it exactly, for every KPI and split."""

from datetime import date
from fractions import Fraction
from functools import cache
from itertools import pairwise, permutations
from math import fsum
from statistics import median

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as some

from custodian.domain import drivers, exchange, kpis, measures, parts, periods, reach, readings
from custodian.domain.compared import Rows
from custodian.domain.measures import Measured
from custodian.domain.parts import Part
from custodian.domain.periods import Period
from custodian.warehouse import tables
from custodian.warehouse.catalogues import Warehouse
from custodian.words import sharing
from tests import chance, stories

KPIS = kpis.catalogue()
SPLITS = [(key, split) for key, kpi in KPIS.items() for split in kpi.splits]
EACH_SPLIT = pytest.mark.parametrize(("key", "split"), SPLITS)
SEPTEMBER = Period(date(2026, 9, 1), date(2026, 9, 30))
OCTOBER = Period(date(2026, 10, 1), date(2026, 10, 31))
WIN_RATE, REVENUE = KPIS["win_rate"], KPIS["revenue"]


def figures(**members: tuple[float, float | None]) -> list[Measured]:
    return [Measured(OCTOBER.first_day, name, *both, None, int(both[1] or 0)) for name, both in members.items()]


def by_member(found: parts.Drivers | None) -> dict[str | None, Part]:
    assert found is not None
    return {part.member: part for part in found.parts}


def test_a_rate_and_a_mix_part_by_hand() -> None:
    """Ten deals, then ten: Germany 2 of 5 and Spain 1 of 5 (30 %); Germany 5 of 8 and Spain 0 of 2 (50 %).

    Germany: mean weight (0.5 + 0.8) / 2 = 0.65 times +0.225 is 0.14625; weight +0.3 times (0.5125 − 0.4) is 0.03375.
    Spain: 0.35 times −0.2 is −0.07; weight −0.3 times (0.1 − 0.4) is 0.09. Together 0.2.
    """
    found = parts.shared_out(
        WIN_RATE, "country", figures(Germany=(2, 5), Spain=(1, 5)), figures(Germany=(5, 8), Spain=(0, 2))
    )
    told = by_member(found)
    assert (told["Germany"].rate, told["Germany"].mix) == (pytest.approx(0.14625), pytest.approx(0.03375))
    assert (told["Spain"].rate, told["Spain"].mix) == (pytest.approx(-0.07), pytest.approx(0.09))
    assert fsum(part.change for part in told.values()) == pytest.approx(0.2)
    assert told["Germany"].weights == (0.5, 0.8)
    assert (told["Germany"].before, told["Germany"].now) == (0.4, 0.625)
    assert list(told) == ["Germany", "Spain"], "the largest part first"


def test_of_a_sum_each_member_adds_its_own_difference() -> None:
    before, now = figures(Germany=(100, None), Spain=(50, None)), figures(Germany=(90, None), Italy=(80, None))
    told = by_member(parts.shared_out(REVENUE, "country", before, now))
    assert {name: (part.change, part.state) for name, part in told.items()} == {
        "Italy": (80, "new"),
        "Spain": (-50, "vanished"),
        "Germany": (-10, "both"),
    }


def test_a_new_and_a_vanished_member_have_one_part_each() -> None:
    """30 % of 10, then 50 % of 10. Spain's half had 20 % and is gone; Italy's half has 60 % and is new."""
    before, now = figures(Germany=(2, 5), Spain=(1, 5)), figures(Germany=(2, 5), Italy=(3, 5))
    told = by_member(parts.shared_out(WIN_RATE, "country", before, now))
    assert told["Germany"].change == 0
    assert (told["Italy"].state, told["Italy"].rate, told["Italy"].mix) == ("new", None, None)
    assert told["Italy"].change == pytest.approx(0.3 - 0.5 * 0.4)  # what it adds, less what its weight took away
    assert (told["Spain"].state, told["Spain"].change) == ("vanished", pytest.approx(-0.1 + 0.5 * 0.4))


def test_a_member_without_a_denominator_has_no_rate_and_one_part() -> None:
    """Cost of a campaign that brought no lead, in one month or in both."""
    cost = KPIS["cost_per_qualified_lead"]
    before, now = figures(Brand=(100, 0), Launch=(300, 4)), figures(Brand=(300, 0), Launch=(300, 4))
    told = by_member(parts.shared_out(cost, "campaign", before, now))
    assert (told["Brand"].state, told["Brand"].change) == ("no rate", 50)
    assert told["Launch"].change == 0


def test_rows_that_name_no_member_have_their_part() -> None:
    told = by_member(parts.shared_out(REVENUE, "country", figures(**{"": (10, None)}), figures(**{"": (25, None)})))
    assert told[parts.NOT_GIVEN].change == 15


@pytest.mark.parametrize("none", [[], figures(Germany=(0, 0))])
def test_without_a_value_in_one_period_there_is_nothing_to_share_out(none: list[Measured]) -> None:
    assert parts.shared_out(WIN_RATE, "country", none, figures(Germany=(1, 2))) is None
    assert parts.shared_out(WIN_RATE, "country", figures(Germany=(1, 2)), none) is None


def test_too_few_answers_are_neither_told_nor_told_apart() -> None:
    aware = KPIS["known_prompted"]
    before, now = figures(buyer=(6, 12), user=(2, 4), other=(1, 3)), figures(buyer=(9, 12), user=(3, 12), other=(1, 2))
    found = parts.shared_out(aware, "role", before, now, least=10)
    assert found is not None
    assert [(part.member, part.members) for part in found.parts] == [("buyer", 1), (None, 2)]
    assert fsum(part.change for part in found.parts) == pytest.approx(13 / 26 - 9 / 19)
    assert parts.shared_out(aware, "role", before, now, least=20) is None


CLOSED = """
tool | deal_id | source | outcome | created_on | closed_on
crm  | 1       | Fair   | won     | 2026-09-01 | 2026-09-11
crm  | 2       | Fair   | won     | 2026-09-01 | 2026-09-21
crm  | 3       | Web    | won     | 2026-08-31 | 2026-09-30
crm  | 4       | Fair   | won     | 2026-09-01 | 2026-10-11
crm  | 5       | Web    | won     | 2026-09-01 | 2026-10-01
crm  | 6       | Web    | won     | 2026-09-01 | 2026-10-21
crm  | 7       | Fair   | lost    | 2026-09-01 | 2026-10-21
"""


def test_of_a_median_members_facts_are_exchanged_one_after_the_other() -> None:
    """Fair 10, 20 and Web 30 days, middle 20; then Fair 40 and Web 30, 50 days, middle 40.

    With Fair exchanged first 40, 30 make 35, with Web first 10, 20, 30, 50 make 25. So Fair adds 15 if it is first and
    15 if it is last; Web adds 5 and 5.
    """
    warehouse = stories.warehouse_holding({"deals": CLOSED})
    with warehouse.writing() as cursor:
        measures.keep(cursor, {"deals"}, None)
    with warehouse.reading() as cursor:
        found = drivers.of(cursor, KPIS["days_to_close"], SEPTEMBER, OCTOBER, "source")
    told = by_member(found)
    assert found is not None and (found.before, found.now) == (20, 40)
    assert {name: (part.change, part.before, part.now) for name, part in told.items()} == {
        "Fair": (15, 15, 40),
        "Web": (5, 30, 40),
    }
    assert sharing.sentence(found, "EUR") == "All of the +20 days comes from Fair (+15 days) and Web (+5 days)."


def test_of_a_distinct_count_nobody_is_counted_twice_when_facts_are_exchanged() -> None:
    """1 of 2 (x of x, y), then 1 of 3 (y of x, y, z); y belongs to both members.

    With A exchanged first 0 of 2, with B first x and y of x, y, z: A adds (−1/2 − 1/3) / 2, B adds (1/6 + 1/3) / 2.
    """
    facts = pl.DataFrame(
        [
            *((2 * 0 + exchange.BEFORE, "x", 1, 1), (2 * 0 + exchange.BEFORE, "y", 0, 1)),
            *((2 * 1 + exchange.BEFORE, "y", 0, 1), (2 * 1 + exchange.BEFORE, None, 1, 1)),
            *((2 * 0 + exchange.NOW, "x", 0, 1),),
            *((2 * 1 + exchange.NOW, "y", 1, 1), (2 * 1 + exchange.NOW, "y", 1, 1), (2 * 1 + exchange.NOW, "z", 0, 1)),
        ],
        schema=["tag", "entity", "numerator", "denominator"],
        orient="row",
    )
    found = exchange.told(exchange.MEASURES["distinct"](facts), 2)
    assert found is not None and (found.before, found.now) == (1 / 2, 1 / 3)
    assert found.effects == (pytest.approx(-5 / 12), pytest.approx(1 / 4))


def test_where_an_exchange_leaves_nothing_the_value_is_halfway() -> None:
    """All facts were A's, all are B's: what each adds cannot be told apart, so each adds half."""
    facts = pl.DataFrame({"tag": [2 * 0 + exchange.BEFORE, 2 * 1 + exchange.NOW], "numerator": [10.0, 30.0]})
    found = exchange.told(exchange.MEASURES["median"](facts), 2)
    assert found is not None and found.effects == (10, 10)


NUMBERS = some.fractions(min_value=-50, max_value=50, max_denominator=20)
WEIGHTS = some.fractions(min_value=0, max_value=50, max_denominator=20)
MEMBERS = some.dictionaries(some.sampled_from(["", "a", "b", "c", "d", "e"]), some.tuples(NUMBERS, WEIGHTS), min_size=1)


@given(MEMBERS, MEMBERS, some.sampled_from(["win_rate", "recommend", "average_deal"]))
def test_parts_of_a_ratio_add_up_exactly(before: dict, now: dict, key: str) -> None:
    """In fractions to the last digit, with members new, vanished, and without a denominator; in floats to 1e-12."""
    assert_exact(parts.shared_out(KPIS[key], "country", figures(**before), figures(**now)))
    floats = [{name: tuple(map(float, both)) for name, both in side.items()} for side in (before, now)]
    assert_close(parts.shared_out(KPIS[key], "country", *(figures(**side) for side in floats)))


@given(MEMBERS, MEMBERS)
def test_parts_of_a_sum_add_up_exactly(before: dict, now: dict) -> None:
    sides = [figures(**{name: (above, None) for name, (above, _) in side.items()}) for side in (before, now)]
    assert_exact(parts.shared_out(REVENUE, "country", *sides))


@given(MEMBERS, MEMBERS, some.integers(0, 7))
def test_the_others_taken_together_change_nothing_in_the_sum(before: dict, now: dict, most: int) -> None:
    found = parts.shared_out(WIN_RATE, "country", figures(**before), figures(**now))
    if found is None:
        return
    few = parts.largest(found.parts, most)
    assert len(few) <= most + 1
    assert sum(part.change for part in few) == found.change
    assert sum(part.members for part in few) == len(found.parts)


@given(some.lists(some.none() | NUMBERS, min_size=8, max_size=8))
def test_exchanged_parts_add_up_exactly_whatever_the_values_are(values: list[Fraction | None]) -> None:
    found = exchange.told(lambda asked: [values[sum(now << place for place, now in sides)] for sides in asked], 3)
    if found is None:
        assert None in (values[0], values[7])
    else:
        assert sum(found.effects) == values[7] - values[0]


def assert_exact(found: parts.Drivers | None) -> None:
    if found is not None:
        assert sum(part.change for part in found.parts) == found.change
        assert all(part.change == part.rate + part.mix for part in found.parts if part.rate is not None)


def assert_close(found: parts.Drivers | None) -> None:
    if found is not None:
        scale = max(abs(found.before), abs(found.now), *(abs(part.change) for part in found.parts))
        assert abs(fsum(part.change for part in found.parts) - found.change) <= 1e-12 * scale


@cache
def random_company() -> Warehouse:
    warehouse = stories.warehouse_holding({}, {"GBP": 1.25}, minimum_n=3)
    with warehouse.writing() as cursor:
        for name, told in chance.company(seed=4).items():
            stories.put(cursor, tables.declared()[name], told)
        measures.keep(cursor, set(tables.declared()), None)
    return warehouse


def spans() -> list[tuple[Period, Period]]:
    """Neighbouring months, neighbouring quarters, and years that overlap."""
    quarters = periods.periods(date(2024, 1, 1), date(2025, 11, 30), "quarter")
    months = periods.periods(date(2024, 6, 1), date(2025, 10, 31), "month")
    years = [Period(date(2024, 1, 1), date(2024, 12, 31)), Period(date(2024, 7, 1), date(2025, 6, 30))]
    return [*[*pairwise(months)][::2], *[*pairwise(quarters)][::3], *pairwise(years)]


@cache
def over(kpi: kpis.Kpi, period: Period, split: str) -> list[Measured]:
    with random_company().reading() as cursor:
        return measures.over(cursor, kpi, period, split)


@cache
def reaches() -> reach.Reaches:
    with random_company().reading() as cursor:
        return reach.of(cursor)


REMEMBERED = Rows(over, reaches)  # as the screens do


@EACH_SPLIT
def test_every_kpi_and_split_adds_up_on_a_random_ledger(key: str, split: str) -> None:
    kpi, told = KPIS[key], 0
    with random_company().reading() as cursor:
        for before, now in spans():
            found = drivers.of(cursor, kpi, before, now, split, REMEMBERED)
            if found is None:
                continue
            told += 1
            assert_close(found)
            if before.last_day == periods.last_day(before.first_day):
                assert found.before == pytest.approx(month_of(cursor, key, before)), before
                assert found.now == pytest.approx(month_of(cursor, key, now)), now
    assert told > 3


@EACH_SPLIT
def test_days_of_months_are_shared_out_as_the_rows_tell_them(key: str, split: str) -> None:
    before, now = Period(date(2025, 1, 1), date(2025, 3, 18)), Period(date(2025, 4, 1), date(2025, 6, 18))
    with random_company().reading() as cursor:
        found = drivers.of(cursor, KPIS[key], before, now, split, REMEMBERED)
        assert found is not None
        assert_close(found)
        for value, period in ((found.before, before), (found.now, now)):
            total = over(KPIS[key], period, "")
            assert value == pytest.approx(measures.value(KPIS[key], total[0]))


@pytest.mark.parametrize("today", [date(2025, 6, 19), date(2026, 1, 1)])
def test_the_parts_lead_from_the_figure_compared_with_to_the_figure_shown(today: date) -> None:
    """In comparisons of a month and of many, of whole months and of days."""
    told, compares = 0, ("previous month", "quarter", "twelve months")
    with random_company().reading() as cursor:
        for compare in compares:
            for reading in readings.of(cursor, KPIS, date(2025, 6, 1), compare, today, REMEMBERED).values():
                if reading.missing or not reading.kpi.splits:
                    continue
                assert reading.comparison is not None and reading.compared is not None
                sides = reading.comparison.before, reading.comparison.now
                for found in drivers.every(cursor, [reading.kpi], *sides, REMEMBERED)[reading.kpi.key]:
                    told += 1
                    assert found.before == pytest.approx(reading.compared.value), (reading.kpi.key, compare)
                    assert found.now == pytest.approx(reading.figure.value), (reading.kpi.key, compare)
    assert told > 100


FACTS = some.lists(
    some.tuples(some.integers(0, 5), some.sampled_from("xyz"), some.integers(0, 1), some.integers(0, 1)), max_size=12
)


@given(FACTS, some.lists(some.sets(some.integers(0, 5)), min_size=1, max_size=4))
def test_entities_are_counted_as_sets_count_them(facts: list[tuple], asked: list[set[int]]) -> None:
    frame = pl.DataFrame(facts, schema=["tag", "entity", "numerator", "denominator"], orient="row")
    frame = frame.cast({"tag": pl.Int64, "entity": pl.String, "numerator": pl.Int64, "denominator": pl.Int64})
    naive = []
    for tags in asked:
        within = [fact for fact in facts if fact[0] in tags]
        above, below = ({fact[1] for fact in within if fact[line]} for line in (2, 3))
        naive.append(len(above) / len(below) if below else None)
    sides = [[divmod(tag, 2) for tag in tags] for tags in asked]
    assert exchange.MEASURES["distinct"](frame)(sides) == naive


def test_several_kpis_at_once_are_the_same_as_each_by_itself() -> None:
    chosen = [KPIS[key] for key in ("win_rate", "days_to_close", "revenue", "sales_velocity", "satisfaction")]
    before, now = spans()[2]
    with random_company().reading() as cursor:
        together = drivers.every(cursor, chosen, before, now)
        assert together == {kpi.key: drivers.every(cursor, [kpi], before, now)[kpi.key] for kpi in chosen}
    assert [found.split for found in together["win_rate"]] == list(KPIS["win_rate"].splits)
    assert together["sales_velocity"] == []


def month_of(cursor, key: str, month: Period) -> float | None:
    rows = measures.kept(cursor, [key], month).select(list(Measured.__dataclass_fields__)).to_dicts()
    return measures.value(KPIS[key], Measured(**rows[0])) if rows else None


def test_exchanges_come_out_as_they_do_order_by_order() -> None:
    """The definition itself in plain Python: every order of the members, the facts exchanged one member at a time."""
    before, now = Period(date(2024, 7, 1), date(2024, 12, 31)), Period(date(2025, 1, 1), date(2025, 6, 30))
    days: dict[Period, dict[str, list[int]]] = {before: {}, now: {}}
    for deal in chance.company(seed=4)["deals"]:
        closed, created = (date.fromisoformat(deal[day] or "0001-01-01") for day in ("closed_on", "created_on"))
        for period in days:
            if deal["outcome"] == "won" and closed in period:
                days[period].setdefault(deal["source"] or "", []).append((closed - created).days)
    members = sorted({*days[before], *days[now]})

    def middle(exchanged: set[str]) -> float:
        return median(day for name in members for day in days[now if name in exchanged else before].get(name, []))

    moved = dict.fromkeys(members, 0.0)
    orders = list(permutations(members))
    for order in orders:
        for at, name in enumerate(order):
            moved[name] += (middle({*order[: at + 1]}) - middle({*order[:at]})) / len(orders)
    with random_company().reading() as cursor:
        told = by_member(drivers.of(cursor, KPIS["days_to_close"], before, now, "source"))
    assert {name: part.change for name, part in told.items()} == pytest.approx(moved)

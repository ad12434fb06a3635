"""What a change is made of as a visitor meets it: on the sample company, with nothing, with hostile names."""

from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from custodian.domain import kpis, measures, parts
from custodian.domain.measures import Measured
from custodian.domain.readings import Point
from custodian.ui import splits, waterfall
from custodian.warehouse import tables
from custodian.words import sharing
from tests import stories

ROOT = Path(__file__).parents[1]
KPIS = kpis.catalogue()
HOSTILE = "<script>alert(1)</script> =1+1 " + "w" * 90
HEADING = "What the change on"
DEALS = "tool | deal_id | country | outcome | created_on | closed_on"


def visit(**asked: str) -> AppTest:
    app = AppTest.from_file(ROOT / "app.py", default_timeout=60).switch_page("pages/kpi.py")
    for name, value in {"month": "2026-10", **asked}.items():
        app.query_params[name] = value
    return app.run()


def read(app: AppTest) -> str:
    assert not app.exception
    return "\n".join(element.value.replace("\\", "") for element in [*app.markdown, *app.caption])


def test_the_kpi_page_says_what_the_change_is_made_of_by_any_split(with_sample) -> None:
    said = read(visit(key="hours_to_first_reply", by="country"))
    assert f"**{HEADING} September is made of**" in said
    assert "By source, which tells most: Most of the +6.6 h comes from Paid search (+2.3 h)" in said
    assert "By country: No country stands out in the +6.6 h: the largest part of it is Germany (+1.8 h)." in said
    assert "told from the rows themselves" in said and "exchanged for those of October" in said
    assert "They tell where the change is, not why." in said


def test_the_split_that_tells_most_is_not_told_twice(with_sample) -> None:
    said = read(visit(key="hours_to_first_reply", by="source"))
    assert "which tells most" not in said
    assert "By source: Most of the +6.6 h comes from Paid search (+2.3 h)" in said


def test_a_longer_comparison_is_shared_out_as_it_is_compared(with_sample) -> None:
    app = visit(key="revenue", by="country", compare="twelve-months")
    assert f"{HEADING} November 2024–October 2025 is made of" in read(app)
    assert "Each part is the member's own difference" in read(app)


def test_a_figure_without_a_split_says_so(with_sample) -> None:
    said = read(visit(key="sales_velocity"))
    assert "Sales velocity is told as a whole only, so a change of it cannot be shared out." in said


def test_where_there_is_nothing_to_compare_the_reason_is_said(with_sample) -> None:
    said = read(visit(key="win_rate", month="2024-11"))
    assert "Nothing to compare: no data in October 2024." in said


def test_an_empty_ledger_has_no_change(warehouse) -> None:
    assert "comes from" not in read(visit(key="win_rate"))


def test_hostile_names_of_members_stay_text(warehouse) -> None:
    lines = [
        f"CRM | {at} | {('Spain', HOSTILE)[at % 4 < 2]} | {'won' if at % 4 or at > 7 else 'lost'} | 2026-08-01 | {day}"
        for at, day in enumerate(["2026-09-05"] * 8 + ["2026-10-05"] * 7)
    ]
    with warehouse.writing() as cursor:
        stories.put(cursor, tables.declared()["deals"], stories.rows("\n".join([DEALS, *lines])))
        measures.keep(cursor, {"deals"}, None)
    app = visit(key="win_rate", by="country")
    assert HEADING in read(app)
    assert "<script>" not in read(app)
    assert "‹script›alert(1)‹/script›" in read(app)


def point(value: float | None, n: int = 40) -> Point:
    return Point(date(2026, 10, 1), value, None, None, n)


def test_the_members_of_a_split_stand_from_zero_each_with_its_change() -> None:
    kpi, now = KPIS["cost_per_qualified_lead"], [("Fair", point(50.0)), ("Web", point(20.0)), ("Shop", point(None, 3))]
    fair, web, shop = splits.rows(kpi, now, {"Fair": point(40.0)}, "September", "EUR")
    assert (fair["from"], fair["to"], fair["value"], fair["change"]) == (0, 1, "€50", "+25%")
    assert (web["from"], web["to"], web["value"], web["change"]) == (0, 0.4, "€20", "new")
    assert (shop["from"], shop["to"], shop["value"], shop["change"]) == (0, 0, "", "n = 3, too few")


def test_members_on_both_sides_of_zero_share_one_scale() -> None:
    above, below = splits.rows(KPIS["recommend"], [("A", point(30.0)), ("B", point(-10.0))], {}, "September", "EUR")
    assert (above["from"], above["to"]) == (0.25, 1)
    assert (below["from"], below["to"]) == (0, 0.25)


def drawn(members: int) -> tuple[parts.Drivers, list[dict]]:
    """Fifty deals a member, of which more are won each time."""

    def side(won: int) -> list[Measured]:
        named = [("" if not at else f"M{at}") for at in range(members)]
        return [Measured(date(2026, 10, 1), name, won + at, 50, None, 50) for at, name in enumerate(named)]

    found = parts.shared_out(KPIS["win_rate"], "country", side(5), side(20)[: members - 1])
    assert found is not None
    return found, waterfall.rows(found, "September", "October", "EUR")


def test_the_steps_of_the_waterfall_lead_from_the_value_before_to_the_value_now() -> None:
    found, (before, *members, now) = drawn(members=5)
    assert (before["value"], now["value"]) == ("14%", "43%")
    steps = [step for member in members for step in member["steps"]]
    assert steps[0]["from"] == before["at"] and steps[-1]["to"] == pytest.approx(now["at"], abs=1e-4)
    for last, step in zip(steps, steps[1:], strict=False):
        assert step["from"] == pytest.approx(last["to"], abs=1e-4), "each step begins where the one before it ended"
    ends = [before["at"], now["at"], *(step[end] for step in steps for end in ("from", "to"))]
    assert (min(ends), max(ends)) == (0, 1)
    scale = (now["at"] - before["at"]) / (found.now - found.before)
    for member, part in zip(members, found.parts, strict=True):
        moved = member["steps"][-1]["to"] - member["steps"][0]["from"]
        assert moved == pytest.approx(part.change * scale, abs=1e-4)


def test_every_step_says_its_member_its_sign_and_whether_it_is_better() -> None:
    found, (before, *members, now) = drawn(members=5)
    assert (before["name"], now["name"]) == ("September", "October")
    assert "not given" in [member["name"] for member in members]
    for member, part in zip(members, found.parts, strict=True):
        sign, word = ("▲ +", "better") if part.change > 0 else ("▼ −", "worse")
        assert member["sum"].startswith(sign) and member["word"] == word
        assert [step["good"] for step in member["steps"]][:1] == [(part.rate or part.change) > 0]
    assert "no longer there" in [step["says"] for member in members for step in member["steps"]]


def test_of_many_members_eight_are_drawn_and_the_others_as_one() -> None:
    found, (before, *members, now) = drawn(members=30)
    assert len(members) == waterfall.MOST + 1
    assert members[-1]["name"] == f"{len(found.parts) - waterfall.MOST} others"
    assert members[-1]["steps"][-1]["to"] == pytest.approx(now["at"], abs=1e-4)


def test_less_is_better_where_the_figure_should_go_down() -> None:
    days = KPIS["days_to_close"]
    found = parts.Drivers(days, "source", 10, 7, (parts.Part("Fair", "both", -4), parts.Part("Web", "both", 1)))
    members = waterfall.rows(found, "September", "October", "EUR")[1:-1]
    assert [(member["name"], member["sum"], member["word"]) for member in members] == [
        ("Fair", "▼ −4 days", "better"),
        ("Web", "▲ +1 day", "worse"),
    ]
    assert [member["steps"][0]["good"] for member in members] == [True, False]
    assert [(member["steps"][0]["from"], member["steps"][0]["to"]) for member in members] == [(1, 0), (0, 0.25)]
    assert (
        sharing.sentence(found, "EUR")
        == "More than all of the −3 days comes from Fair (−4 days); Web (+1 day) goes against it."
    )

"""The pulse: answered once, told only when it is over and five have answered, and nothing of a single answer kept."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from math import sqrt

import pytest
from scipy.stats import t

from custodian.domain import pulse, pulse_headline, pulse_questions
from custodian.domain.pulse import Opinion, Quarter
from custodian.domain.pulse_questions import QUESTIONS
from custodian.domain.refusals import Refused
from custodian.warehouse import queries

KEYS = [question.key for question in QUESTIONS]
SUMMER, AUTUMN, WINTER = date(2026, 7, 15), date(2026, 10, 15), date(2027, 1, 15)


def answered(warehouse, team, points, today=AUTUMN, invited=12):
    """Each of `points` is one person who chose that point five times, or five points."""
    codes = pulse.invite(warehouse, team, invited, today)
    for code, chosen in zip(codes, points, strict=False):
        each = (chosen,) * 5 if isinstance(chosen, int) else chosen
        pulse.answer(warehouse, code, dict(zip(KEYS, each, strict=True)), today)
    return codes


def told(warehouse, today=WINTER):
    with warehouse.reading() as cursor:
        return pulse.found(cursor, today)


def kept(warehouse):
    """Every row that the pulse keeps, in the order in which it lies there."""
    with warehouse.reading() as cursor:
        tallies = cursor.execute("select * from records.pulse_tallies").fetchall()
        return tallies, cursor.execute("select * from records.pulse_invitations").fetchall()


def test_the_mean_and_its_margin_are_those_of_the_answers(memory):
    answered(memory, "sales", [(2, 1, 1, 1, 1), (3, 1, 1, 1, 1), (4, 1, 1, 1, 1), (4, 1, 1, 1, 1), (5, 5, 1, 1, 1)])
    (quarter,) = told(memory)
    opinion = quarter.says["sales"]["competence"]
    assert (opinion.mean, opinion.n, quarter.invited) == (3.6, 5, {"sales": 12})
    assert opinion.half == pytest.approx(t.ppf(0.975, 4) * sqrt(1.3 / 5), rel=1e-3)  # variance 1.3
    assert quarter.says["sales"]["openness"].mean == 1.8


def test_five_equal_answers_are_not_without_any_doubt(memory):
    answered(memory, "sales", [4] * 5)
    assert told(memory)[0].says["sales"]["promises"].half == pytest.approx(t.ppf(0.975, 4) * sqrt(1 / 12 / 5), rel=1e-3)


def test_a_team_of_four_answers_is_hidden_and_of_five_it_is_shown(memory):
    answered(memory, "sales", [5] * 4)
    answered(memory, "marketing", [2] * 5)
    (quarter,) = told(memory)
    assert [*quarter.says] == ["marketing"]
    with memory.reading() as cursor:
        rows = queries.run(cursor, "pulse/found", open_quarter=date(2027, 1, 1), least=pulse.LEAST)
    assert rows.filter(team="sales").select("n", "total", "squares").unique().rows() == [(None, None, None)]


def test_nothing_is_told_before_the_quarter_is_over(memory):
    """At five and then at six answers the sixth could be had by subtraction."""
    answered(memory, "sales", [3] * 8)
    assert told(memory, AUTUMN) == [] and told(memory, date(2026, 12, 31)) == []
    assert told(memory, date(2027, 1, 1))[0].says["sales"]["openness"].n == 8


def test_a_quarter_that_is_over_takes_no_more_answers(memory):
    codes = answered(memory, "sales", [3] * 5)
    with pytest.raises(Refused, match=r"this one was for October–December 2026"):
        pulse.answer(memory, codes[-1], dict.fromkeys(KEYS, 1), WINTER)
    assert told(memory)[0].says["sales"]["openness"].n == 5


def test_a_code_counts_once_and_only_with_five_answers(memory):
    code, *_ = pulse.invite(memory, "sales", 1, AUTUMN)
    for chosen in ({}, dict.fromkeys(KEYS[:4], 3), dict.fromkeys(KEYS, 6), {**dict.fromkeys(KEYS, 3), "name": 1}):
        with pytest.raises(Refused, match="All five questions need an answer from 1 to 5"):
            pulse.answer(memory, code, chosen, AUTUMN)
    pulse.answer(memory, f" {code.lower().replace('-', '')} ", dict.fromkeys(KEYS, 3), AUTUMN)
    with pytest.raises(Refused, match="has been used"):
        pulse.answer(memory, code, dict.fromkeys(KEYS, 5), AUTUMN)
    tallies, _ = kept(memory)
    assert sum(row[-1] for row in tallies) == 5


def test_a_code_used_by_several_at_once_counts_once(memory):
    code, *_ = pulse.invite(memory, "sales", 1, AUTUMN)

    def counted(point):
        try:
            pulse.answer(memory, code, dict.fromkeys(KEYS, point), AUTUMN)
        except Refused:
            return False
        return True

    with ThreadPoolExecutor(6) as people:
        assert sum(people.map(counted, [1, 2, 3, 4, 5, 1])) == 1
    assert sum(row[-1] for row in kept(memory)[0]) == 5
    with memory.writing() as cursor:  # where other processes write too, only this statement stands between them
        hashed = kept(memory)[1][0][2]
        assert queries.run(cursor, "pulse/use", code_hash=hashed).item() == 0


def test_a_code_that_was_never_handed_out_is_refused(memory):
    for code in ("", "ABCD-EFGH-JKLM", "' or 1 = 1 --", "x" * 5000):
        with pytest.raises(Refused, match="Look at your invitation"):
            pulse.answer(memory, code, dict.fromkeys(KEYS, 3), AUTUMN)
    assert kept(memory) == ([], [])


@pytest.mark.parametrize("people", [0, -1, 201])
def test_invitations_are_made_for_a_team_not_for_nobody(memory, people):
    with pytest.raises(Refused, match=f"found {people}"):
        pulse.invite(memory, "sales", people, AUTUMN)
    assert kept(memory) == ([], [])


# --- anonymous -------------------------------------------------------------------------------------------------------


def test_no_name_no_moment_and_no_single_answer_is_kept(memory):
    codes = answered(memory, "sales", [(1, 2, 3, 4, 5), (5, 4, 3, 2, 1)])
    tallies, invitations = kept(memory)
    assert len(tallies) == 25 and {row[0] for row in [*tallies, *invitations]} == {date(2026, 10, 1)}
    assert sorted((row[2], row[3]) for row in tallies if row[4]) == sorted(
        {(key, point) for place, key in enumerate(KEYS) for point in (place + 1, 5 - place)}
    )
    written = str((tallies, invitations))
    assert not any(code in written or code.replace("-", "") in written for code in codes)


def test_who_answered_first_leaves_the_same_rows_as_who_answered_last(warehouse, tmp_path, monkeypatch):
    """Neither the order of the counts nor that of the used codes tells who came when."""
    people = [(1, 2, 3, 4, 5), (5, 5, 5, 5, 5), (2, 2, 1, 1, 4)]
    codes = pulse.invite(warehouse, "sales", 3, AUTUMN)
    for code, points in zip(codes, people, strict=True):
        pulse.answer(warehouse, code, dict(zip(KEYS, points, strict=True)), AUTUMN)
    forth = kept(warehouse)
    with warehouse.writing() as cursor:
        cursor.execute("update records.pulse_tallies set answers = 0")
        cursor.execute("update records.pulse_invitations set is_used = false")
    for code, points in reversed([*zip(codes, people, strict=True)]):
        pulse.answer(warehouse, code, dict(zip(KEYS, points, strict=True)), AUTUMN)
    assert kept(warehouse) == forth
    assert [row[2] for row in forth[1]] == sorted(row[2] for row in forth[1]) and all(row[3] for row in forth[1])


def test_no_log_of_single_writes_is_left_beside_the_file(warehouse, tmp_path):
    codes = pulse.invite(warehouse, "sales", 2, AUTUMN)
    assert (tmp_path / "records.duckdb.wal").exists()
    pulse.answer(warehouse, codes[0], dict.fromkeys(KEYS, 3), AUTUMN)
    assert not (tmp_path / "records.duckdb.wal").exists()


# --- what is said ----------------------------------------------------------------------------------------------------


def quarter(first_day, half=0.4, n=8, **means):
    """`sales=(…)`: the five means of a team."""
    says = {
        team: {key: Opinion(mean, half, n) for key, mean in zip(KEYS, each, strict=True)}
        for team, each in means.items()
    }
    return Quarter(pulse.quarter_of(first_day), says, dict.fromkeys(says, n))


FLAT = (3.5,) * 5


def test_what_fell_beyond_the_margin_is_the_headline():
    spring = quarter(date(2026, 4, 1), sales=FLAT, marketing=FLAT)
    summer = quarter(date(2026, 7, 1), sales=(3.5, 3.5, 2.2, 3.5, 2.4), marketing=FLAT)
    assert pulse_headline.headline([spring, summer]) == (
        "Sales' sense of being heard by marketing and sales' trust in marketing's promises fell since quarter\xa02"
    )


def test_what_one_team_thinks_more_of_the_other_is_said_with_who_thinks_it():
    summer = quarter(date(2026, 7, 1), sales=(3.0, 3.5, 3.5, 3.5, 3.5), marketing=(4.5, 3.5, 3.5, 3.5, 3.5))
    assert pulse_headline.headline([summer]) == "Marketing trusts sales' competence more than the other way round"


def test_a_difference_within_the_margin_is_no_difference():
    """Half a 95 % interval of 0.4 in either team of eight: √2 · 0.4 · t(14, 0.995) ÷ t(7, 0.975) = 0.71."""
    edge = sqrt(2) * 0.4 * t.ppf(0.995, 14) / t.ppf(0.975, 7)
    assert edge == pytest.approx(0.712, abs=1e-3)
    for points, said in ((edge - 0.01, 0), (edge + 0.01, 1)):
        summer = quarter(date(2026, 7, 1), sales=FLAT, marketing=(3.5 + points, 3.5, 3.5, 3.5, 3.5))
        assert len(pulse_headline.claims([summer])) == said
    assert pulse_headline.headline([quarter(date(2026, 7, 1), sales=FLAT, marketing=FLAT)]) == (
        "Quarter 3, 2026: nothing is different beyond what so few answers can tell"
    )


def test_a_hidden_team_is_compared_with_nothing_and_a_hidden_quarter_is_leapt_over():
    autumn = quarter(date(2025, 10, 1), sales=FLAT, marketing=FLAT)
    winter = quarter(date(2026, 1, 1), sales=FLAT)
    spring = quarter(date(2026, 4, 1), marketing=(3.5, 2.0, 3.5, 3.5, 3.5))
    assert pulse_headline.headline([autumn, winter]) == (
        "Quarter 1, 2026: nothing in sales is different beyond what so few answers can tell"
    )
    assert pulse_headline.headline([autumn, winter, spring]) == (
        "The openness that marketing sees in sales fell since quarter\xa04, 2025"
    )
    assert pulse_headline.headline([quarter(date(2026, 7, 1))]) == (
        "Quarter 3, 2026: fewer than five answered in either team, so nothing is shown"
    )


def test_both_teams_are_asked_the_same_five_about_each_other():
    assert len(QUESTIONS) == 5
    for question in QUESTIONS:
        sales, marketing = (pulse_questions.asked_of(question, team) for team in ("sales", "marketing"))
        assert "marketing" in sales.lower() and "sales" not in sales.lower()
        swapped = sales.replace("marketing's", "sales'").replace("marketing", "sales").replace("Marketing", "Sales")
        assert swapped == marketing


# --- the sample ------------------------------------------------------------------------------------------------------


def test_the_newest_quarter_is_the_last_that_is_over(memory):
    answered(memory, "sales", [3] * 5, SUMMER)
    answered(memory, "sales", [4] * 5, AUTUMN)
    with memory.reading() as cursor:
        assert pulse.newest(cursor, SUMMER) is None
        assert pulse.newest(cursor, AUTUMN).says["sales"]["openness"].mean == 3
        assert pulse.newest(cursor, WINTER).says["sales"]["openness"].mean == 4

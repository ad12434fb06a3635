"""The sentence that says what a change is made of: made by rules from the numbers, and never a cause."""

import re

import pytest

from custodian.domain import drivers, parts
from custodian.domain.measures import Measured
from custodian.words import sharing
from tests.test_drivers import KPIS, REVENUE, figures, random_company, spans

CLAIMS_A_CAUSE = re.compile(
    r"\b(be)?cause[sd]?\b|\bdue to\b|\bthanks to\b|\bdr(o|i)ve[ns]?\b|\bowing\b|\bled to\b|\bbrought about\b|\bwhy\b"
    r"|\bresult(s|ed)?\b|\btherefore\b|\bhence\b|\bthrough\b|\bsince\b|\bas a consequence\b|\bexplains\b|\breason\b",
    re.I,
)


def told(before: list[Measured], now: list[Measured], key: str = "win_rate", split: str = "country") -> str:
    found = parts.shared_out(KPIS[key], split, before, now)
    return sharing.sentence(found, "EUR")


SENTENCES = [
    (
        "win_rate",
        figures(Germany=(10, 50), Spain=(25, 50)),
        figures(Germany=(25, 50), Spain=(22, 50)),
        "More than all of the +12 pts comes from a higher share in Germany (+15 pts); "
        "a lower share in Spain (−3 pts) goes against it.",
    ),
    (
        "win_rate",
        figures(Germany=(25, 50), Spain=(5, 50)),
        figures(Germany=(40, 80), Spain=(2, 20)),
        "All of the +12 pts comes from less of the total in Spain (+8 pts) and more of the total in Germany (+4 pts).",
    ),
    (
        "win_rate",
        figures(Germany=(10, 50), Spain=(5, 50)),
        figures(Germany=(10, 50), Italy=(35, 50)),
        "All of the +30 pts comes from Italy (new, +20 pts) and Spain (no longer there, +10 pts).",
    ),
    (
        "cost_per_qualified_lead",
        figures(Brand=(100, 0), Launch=(300, 4)),
        figures(Brand=(300, 0), Launch=(300, 4)),
        "All of the +€50 comes from Brand (nothing to divide by, +€50).",
    ),
    (
        "revenue",
        figures(Germany=(100, None), Spain=(50, None)),
        figures(Germany=(160, None), Spain=(70, None), Italy=(15, None)),
        "Most of the +€95 comes from Germany (+€60) and Spain (+€20).",
    ),
    (
        "revenue",
        figures(Germany=(100, None), **{"": (50, None)}),
        figures(Germany=(101, None), **{"": (80, None)}),
        "Nearly all of the +€31 comes from rows without a country (+€30).",
    ),
    (
        "revenue",
        figures(a=(0, None), b=(0, None), c=(0, None), d=(0, None), e=(0, None), f=(0, None)),
        figures(a=(8, None), b=(8, None), c=(8, None), d=(8, None), e=(8, None), f=(9, None)),
        "No country stands out in the +€49: the largest part of it is f (+€9).",
    ),
    (
        "revenue",
        figures(a=(0, None), b=(0, None), c=(0, None), d=(0, None), e=(0, None), f=(0, None)),
        figures(a=(25, None), b=(11, None), c=(11, None), d=(11, None), e=(11, None), f=(11, None)),
        "The largest parts of the +€80 come from a (+€25) and b (+€11).",
    ),
    (
        "revenue",
        figures(Germany=(100, None), Spain=(50, None)),
        figures(Germany=(160, None), Spain=(2, None)),
        "The parts nearly cancel out and leave +€12: the largest are Germany (+€60) and Spain (−€48).",
    ),
    (
        "revenue",
        figures(Germany=(100, None), Spain=(50, None)),
        figures(Germany=(50, None), Spain=(100, None)),
        "No change to explain on the whole; its parts cancel out: the largest are Spain (+€50) and Germany (−€50).",
    ),
    ("revenue", figures(Spain=(50, None)), figures(Spain=(50, None)), "No change to explain: €50 both times."),
    (
        "revenue",
        figures(Spain=(50, None)),
        figures(Spain=(70, None)),
        "All of the +€20 is in Spain: there is no other country.",
    ),
    (
        "revenue",
        figures(**{"": (50, None)}),
        figures(**{"": (70, None)}),
        "No row names a country, so the +€20 cannot be shared out.",
    ),
    ("revenue", [], figures(Spain=(50, None)), "Nothing to compare: one of the two has no figure."),
]


@pytest.mark.parametrize(("key", "before", "now", "sentence"), SENTENCES, ids=[says for *_, says in SENTENCES])
def test_the_sentence_tells_the_parts(key: str, before: list[Measured], now: list[Measured], sentence: str) -> None:
    assert told(before, now, key) == sentence


@pytest.mark.parametrize(
    ("key", "noun"), [("satisfaction", "share"), ("recommend", "score"), ("buying_experience", "rating"),
                      ("average_deal", "figure"), ("return_on_campaign_cost", "rate")]
)  # fmt: skip
def test_a_rate_is_called_by_its_unit(key: str, noun: str) -> None:
    before, now = figures(shop=(50, 50), web=(50, 50)), figures(shop=(950, 50), web=(50, 50))
    assert f"a higher {noun} in shop" in told(before, now, key)


def test_the_most_telling_split_is_that_with_the_largest_single_part() -> None:
    spread = parts.shared_out(REVENUE, "country", figures(a=(1, None), b=(1, None)), figures(a=(6, None), b=(6, None)))
    one = parts.shared_out(REVENUE, "source", figures(a=(1, None), b=(1, None)), figures(a=(10, None), b=(2, None)))
    alone = parts.shared_out(REVENUE, "kind", figures(a=(2, None)), figures(a=(12, None)))
    nameless = parts.shared_out(
        REVENUE, "place", figures(a=(1, None), **{"": (1, None)}), figures(a=(1, None), **{"": (11, None)})
    )
    assert spread and one and alone and nameless
    assert parts.most_telling([nameless, alone, spread, one]) is one
    assert parts.most_telling([alone]) is alone
    assert parts.most_telling([]) is None


def test_no_sentence_claims_a_cause() -> None:
    said = {sharing.without_split(kpi) for kpi in KPIS.values()} | {sentence for *_, sentence in SENTENCES}
    with random_company().reading() as cursor:
        for before, now in spans()[::3]:
            for found in drivers.every(cursor, KPIS.values(), before, now).values():
                said |= {sharing.sentence(each, "EUR") for each in found}
    assert len(said) > 100
    assert [sentence for sentence in said if CLAIMS_A_CAUSE.search(sentence)] == []
    assert all(sentence[0].isupper() and sentence.endswith(".") for sentence in said)

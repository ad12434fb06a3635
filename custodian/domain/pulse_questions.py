"""The five questions of the pulse, asked of both teams about the other one, in words of our own.

What they ask after follows the field's research on marketing and sales. Trust in competence and in promises is the
cognition-based trust of G. R. Massey and P. L. Dawes (European Journal of Marketing 41, 2007, 1117–1145; after
D. J. McAllister, Academy of Management Journal 38, 1995, 24–59). Two-way communication is the bidirectional one of the
same authors, and disagreeing well their functional conflict (Industrial Marketing Management 36, 2007, 1118–1129),
beside K. A. Jehn's conflicts about the task and about persons (Administrative Science Quarterly 40, 1995, 256–282).
Openness is among what D. Rouziès et al. hold to bring both together (Journal of Personal Selling & Sales Management 25,
2005, 113–122).
"""

from dataclasses import dataclass

from custodian.domain.objectives import Team

LOWEST, HIGHEST = "not at all", "fully"  # the worded ends of the scale


@dataclass(frozen=True)
class Question:
    """`asks`, `higher` and `view` name the team asked as {we}, the other {they}; {ours} and {whose} say whose."""

    key: str
    title: str
    asks: str
    higher: str
    view: str


QUESTIONS = (
    Question(
        "competence",
        "Trust in competence",
        "We can rely on the quality of {whose} work.",
        "{we} trusts {whose} competence more",
        "{ours} trust in {whose} competence",
    ),
    Question(
        "openness",
        "Openness",
        "{they} tells us early what we need to know, bad news too.",
        "{we} finds {they} more open",
        "the openness that {we} sees in {they}",
    ),
    Question(
        "communication",
        "Two-way communication",
        "When we tell {they} something, it listens and answers.",
        "{we} feels better heard by {they}",
        "{ours} sense of being heard by {they}",
    ),
    Question(
        "disagreement",
        "Quality of disagreement",
        "When we disagree with {they}, it is about the matter, never about persons.",
        "{we} finds it easier to disagree well with {they}",
        "the quality that {we} sees in disagreement with {they}",
    ),
    Question(
        "promises",
        "Keeps promises",
        "{they} does what it has promised.",
        "{we} trusts {whose} promises more",
        "{ours} trust in {whose} promises",
    ),
)
OTHER: dict[Team, Team] = {"sales": "marketing", "marketing": "sales"}


def asked_of(question: Question, team: Team | None = None) -> str:
    """What a team is asked about the other one; without a team, what either is asked."""
    said = worded(question.asks, team)
    return said[:1].upper() + said[1:]


def worded(written: str, asked: Team | None = None) -> str:
    """One of a question's sentences for the team that is asked; without one, for either."""
    we, they = (asked, OTHER[asked]) if asked else ("one team", "the other team")
    return written.format(we=we, they=they, ours=whose(we), whose=whose(they))


def whose(team: str) -> str:
    return f"{team}'" if team.endswith("s") else f"{team}'s"

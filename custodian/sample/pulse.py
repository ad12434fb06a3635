"""What Voltara's teams think of each other, quarter by quarter, in the means that their answers come to.

In summer 2025 a price campaign surprised sales, and openness took two quarters to come back. With the agreement of 2026
and PowerExpo in May both think better of each other. Then VoltaRack is launched in July 2026 though sales had warned,
and replies to enquiries slow down; in autumn both recover. At the end of 2025 too few of marketing answered.
"""

from dataclasses import dataclass
from datetime import date

from custodian.domain import pulse
from custodian.domain.objectives import Team
from custodian.domain.pulse_questions import QUESTIONS
from custodian.sample.chance import Chance
from custodian.warehouse.catalogues import Warehouse

INVITED: dict[Team, int] = {"sales": 11, "marketing": 8}


@dataclass(frozen=True)
class Told:
    """How many answered, and their means in the order of the questions."""

    answers: int
    means: tuple[float, float, float, float, float]


STORY: dict[date, dict[Team, Told]] = {
    date(2025, 1, 1): {"sales": Told(9, (3.6, 3.5, 3.2, 3.5, 3.4)), "marketing": Told(7, (3.8, 3.5, 3.3, 3.6, 3.6))},
    date(2025, 4, 1): {"sales": Told(10, (3.7, 3.5, 3.3, 3.6, 3.4)), "marketing": Told(7, (3.7, 3.6, 3.3, 3.6, 3.7))},
    date(2025, 7, 1): {"sales": Told(9, (3.6, 2.6, 3.1, 3.4, 3.3)), "marketing": Told(6, (3.8, 3.5, 3.2, 3.5, 3.6))},
    date(2025, 10, 1): {"sales": Told(8, (3.6, 3.0, 3.2, 3.5, 3.4)), "marketing": Told(4, (3.5, 3.3, 3.3, 3.5, 3.5))},
    date(2026, 1, 1): {"sales": Told(10, (3.8, 3.6, 3.5, 3.7, 3.8)), "marketing": Told(7, (3.9, 3.7, 3.5, 3.7, 3.9))},
    date(2026, 4, 1): {"sales": Told(10, (4.1, 3.9, 3.9, 3.8, 4.2)), "marketing": Told(8, (4.1, 3.9, 3.7, 3.9, 4.0))},
    date(2026, 7, 1): {"sales": Told(10, (3.8, 3.5, 2.4, 3.5, 2.8)), "marketing": Told(8, (4.0, 3.8, 3.6, 3.8, 3.1))},
    date(2026, 10, 1): {"sales": Told(9, (3.9, 3.7, 3.5, 3.7, 3.6)), "marketing": Told(7, (4.0, 3.9, 3.7, 3.9, 3.6))},
}


def write(warehouse: Warehouse) -> None:
    for first_day, teams in STORY.items():
        for team, told in teams.items():
            codes = pulse.invite(warehouse, team, INVITED[team], first_day)
            answers = [
                _points(mean, told.answers, Chance("pulse", first_day, team, question.key))
                for question, mean in zip(QUESTIONS, told.means, strict=True)
            ]
            with warehouse.writing() as cursor:
                for code, *points in zip(codes, *answers, strict=False):
                    chosen = {question.key: point for question, point in zip(QUESTIONS, points, strict=True)}
                    pulse.count(cursor, code, chosen, first_day)
    warehouse.settle()


def _points(mean: float, answers: int, chance: Chance) -> list[int]:
    """So many answers of about this mean; one is a point higher and one a point lower than it takes."""
    lower = int(mean)
    points = [lower + one_more for one_more in chance.ticks(round((mean - lower) * answers), answers)]
    return chance.shuffled([*points[:-2], min(points[-2] + 1, 5), points[-1] - 1])

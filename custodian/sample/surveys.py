"""Voltara's three standing surveys as SurveyMonkey exports the answers: two header rows, American dates."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from custodian.domain import periods
from custodian.sample import company, files, orders, story
from custodian.sample.chance import Chance, parted
from custodian.sample.files import Row

ABOUT = [
    "Respondent ID",
    "Collector ID",
    "Start Date",
    "End Date",
    "IP Address",
    "Email Address",
    "First Name",
    "Last Name",
    "Custom Data 1",
]
OPEN, RATED = "Open-Ended Response", "Response"

# What a loss was about, in buyers' own words.
BRAND = (
    "We did not know the brand well enough to trust it",
    "Brand unknown to our board",
    "Reputation: never heard of them in our field",
)
ELSEWHERE = {
    "Price was higher than the other offer": 34,
    "Technical specification did not fit": 26,
    "Delivery time too long": 20,
    "No reply for days, the other salesperson was quicker": 12,
    "Project postponed": 8,
}

Answers = list[list[object]]


@dataclass(frozen=True)
class Survey:
    """`questions` maps each question to (second header, touchpoint, measure)."""

    name: str
    role: str
    collector: int
    asked: str
    questions: dict[str, tuple[str, str, str]]
    answers: Callable[[Chance, date, int], Answers]


def exports() -> Iterator[tuple[str, bytes]]:
    history = [month for month in story.MONTHS if month < story.LAST]
    for survey in SURVEYS:
        for months, last in ((history, story.HISTORY_ENDS), ([story.LAST], story.LAST_DAY)):
            rows = [row for month in months for row in _responses(survey, month)]
            second = ["" for _ in ABOUT] + [says for says, _, _ in survey.questions.values()]
            text = files.table([[*ABOUT, *survey.questions], second, *rows])
            yield f"surveymonkey/{survey.name} {last}.csv", text.encode()


def meaning() -> dict[str, dict[str, tuple[str, str, str]]]:
    """Per survey, what each question asks: (role, touchpoint, measure), as a person would answer it once."""
    return {
        survey.name: {
            question: (survey.role, touchpoint, measure)
            for question, (_, touchpoint, measure) in survey.questions.items()
        }
        for survey in SURVEYS
    }


def _responses(survey: Survey, month: date) -> Iterator[Row]:
    chance = Chance("survey", survey.name, month)
    number = story.count(survey.asked, month)
    days = (periods.last_day(month) - month).days
    began = sorted(chance.moment(month + timedelta(days=chance.whole(0, days)), 7, 21) for _ in range(number))
    for place, (moment, answers) in enumerate(zip(began, survey.answers(chance, month, number), strict=True)):
        ended = moment + timedelta(seconds=chance.whole(70, 900))
        id_ = f"{survey.collector % 1000}{month:%y%m}{place:04d}"
        yield (id_, survey.collector, _written(moment), _written(ended), "", "", "", "", "", *answers)


def _prospects(chance: Chance, month: date, number: int) -> Answers:
    unprompted = chance.ticks(round(number * story.figure("known_unprompted", month)), number)
    prompted = chance.ticks(round(number * story.figure("known_prompted", month)), number)
    consider = chance.ticks(round(number * story.figure("would_consider", month)), number)
    return [
        [_makers(chance, knows), "Yes" if is_known else "No", "Yes" if would else "No"]
        for knows, is_known, would in zip(unprompted, prompted, consider, strict=True)
    ]


def _makers(chance: Chance, knows_us: bool) -> str:
    named = chance.shuffled(company.COMPETITORS)[: chance.whole(0, 2)]
    if knows_us:
        named.insert(chance.whole(0, len(named)), "Voltarra" if chance.happens(0.06) else company.NAME)
    return ", ".join(named) or "none"


def _customers(chance: Chance, month: date, number: int) -> Answers:
    promoters = round(number * (0.28 + story.figure("recommend", month) / 200))
    detractors = promoters - round(number * story.figure("recommend", month) / 100)
    passives = number - promoters - detractors
    recommend = [chance.whole(9, 10) for _ in range(promoters)] + [chance.whole(7, 8) for _ in range(passives)]
    recommend += [chance.whole(2, 6) for _ in range(detractors)]
    columns = [
        chance.shuffled(recommend),
        _top_two(chance, number, story.figure("satisfied", month) + 0.02),
        _top_two(chance, number, story.figure("satisfied", month) - 0.02),
        _top_two(chance, number, story.figure("reorder", month)),
        _with_mean(chance, number, story.figure("buying_experience", month)),
    ]
    names = [chance.pick(orders.customers(month)).name for _ in range(number)] if month else []
    return [[*answers, name] for *answers, name in zip(*columns, names, strict=True)]


def _lost_buyers(chance: Chance, month: date, number: int) -> Answers:
    brand = round(number * story.figure("lost_on_brand", month))
    reasons = [chance.pick(BRAND) for _ in range(brand)]
    for reason, times in zip(ELSEWHERE, parted(number - brand, list(ELSEWHERE.values())), strict=True):
        reasons += [reason] * times
    ratings = _with_mean(chance, number, story.figure("buying_experience_of_lost", month))
    return [list(answers) for answers in zip(chance.shuffled(reasons), ratings, strict=True)]


def _top_two(chance: Chance, number: int, share: float) -> list[int]:
    return [chance.whole(4, 5) if hit else chance.whole(2, 3) for hit in chance.ticks(round(number * share), number)]


def _with_mean(chance: Chance, number: int, mean: float) -> list[int]:
    """Ratings from 1 to 5 that add up to the mean."""
    found = [min(5, max(1, round(mean + 1.4 * chance.wobble()))) for _ in range(number)]
    missing = round(mean * number) - sum(found)
    step = 1 if missing > 0 else -1
    movable = [place for place in range(number) if 1 <= found[place] + step <= 5]
    for place in chance.shuffled(movable)[: abs(missing)]:
        found[place] += step
    return found


def _written(moment: datetime) -> str:
    return f"{moment:%m/%d/%Y %I:%M:%S %p}"


SURVEYS = (
    Survey(
        "Market awareness",
        "prospect",
        431_220_101,
        "prospects_asked",
        {
            "Which makers of power converters come to mind?": (OPEN, "", "known_unprompted"),
            "Have you heard of Voltara?": (RATED, "", "known_prompted"),
            "Would you consider Voltara for your next project?": (RATED, "", "would_consider"),
        },
        _prospects,
    ),
    Survey(
        "Customer survey",
        "customer",
        431_220_102,
        "customers_asked",
        {
            "How likely is it that you would recommend Voltara?": (RATED, "", "recommend"),
            "How satisfied are you with our deliveries?": (RATED, "delivery", "satisfaction"),
            "How satisfied are you with our service?": (RATED, "service", "satisfaction"),
            "How likely are you to order from Voltara again?": (RATED, "", "reorder"),
            "How was it to buy from Voltara?": (RATED, "purchase", "buying_experience"),
        },
        _customers,
    ),
    Survey(
        "After a lost offer",
        "lost buyer",
        431_220_103,
        "lost_buyers_asked",
        {
            "What was the main reason why you bought elsewhere?": (OPEN, "", "loss_reason"),
            "How was it to talk about an offer with Voltara?": (RATED, "offer", "buying_experience"),
        },
        _lost_buyers,
    ),
)

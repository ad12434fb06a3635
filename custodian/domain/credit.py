"""How the credit for won deals is shared out among the touches before them: six models, each a pure function.

No model is right: the answer is the range across them. Credit is a share-out, not a cause.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import fsum

ENOUGH_JOURNEYS, ENOUGH_WON = 100, 30  # below either the models that learn from the data would learn noise
POSITION = (0.4, 0.2, 0.4)  # first touch, all between, last touch

Shares = dict[str, float]


@dataclass(frozen=True)
class Journey:
    """Touches in their order before a deal was decided, how often such a journey was won and lost, what was won."""

    touches: tuple[str, ...]
    won: float
    lost: float = 0
    value: float = 0


@dataclass(frozen=True)
class Span:
    """The least and the most that the models give a channel, as parts of 1, and what each gives."""

    channel: str
    by_model: Shares

    @property
    def low(self) -> float:
        return min(self.by_model.values(), default=0.0)

    @property
    def high(self) -> float:
        return max(self.by_model.values(), default=0.0)


@dataclass(frozen=True)
class Credit:
    """What the models that may speak say; `hidden` is why others, or all, may not, '' where all do."""

    spans: tuple[Span, ...]
    journeys: int
    won: int
    hidden: str


Worth = Callable[[Journey], float]


def by_number(journey: Journey) -> float:
    return journey.won


def by_value(journey: Journey) -> float:
    return journey.value


def of(journeys: Sequence[Journey], worth: Worth, least_won: int) -> Credit:
    """The share of every channel by every model that the data suffices for, largest middle of its range first.

    Under `least_won` won deals nothing is shared out at all.
    """
    told = [journey for journey in journeys if journey.touches]
    won, number = sum(round(one.won) for one in told), sum(round(one.won + one.lost) for one in told)
    if won < least_won:
        return Credit((), number, won, f"n = {won}, too few: credit is shared out from {least_won} won deals on")
    if not any(worth(journey) for journey in told):
        return Credit((), number, won, "no won deal with a touch before it has a value")
    is_enough = number >= ENOUGH_JOURNEYS and won >= ENOUGH_WON
    found = {name: model(told, worth) for name, model in (MODELS if is_enough else RULES).items()}
    channels = sorted({channel for journey in told for channel in journey.touches})
    spans = [Span(channel, {name: shares.get(channel, 0.0) for name, shares in found.items()}) for channel in channels]
    ordered = sorted(spans, key=lambda span: (-(span.low + span.high), span.channel))
    return Credit(tuple(ordered), number, won, "" if is_enough else _too_few(number, won))


def together(spans: Iterable[Span], named: str) -> Span:
    """Several channels as one: their shares by each model added up."""
    every = list(spans)
    models = every[0].by_model if every else {}
    return Span(named, {model: fsum(span.by_model[model] for span in every) for model in models})


def first(journeys: Iterable[Journey], worth: Worth = by_number) -> Shares:
    return _shared(journeys, worth, lambda touches: {touches[0]: 1.0})


def last(journeys: Iterable[Journey], worth: Worth = by_number) -> Shares:
    return _shared(journeys, worth, lambda touches: {touches[-1]: 1.0})


def linear(journeys: Iterable[Journey], worth: Worth = by_number) -> Shares:
    """Every touch the same."""
    return _shared(journeys, worth, lambda touches: _added((touch, 1 / len(touches)) for touch in touches))


def position(journeys: Iterable[Journey], worth: Worth = by_number) -> Shares:
    """40 % to the first touch, 40 % to the last, 20 % to those between; one touch has all, two have half each."""
    return _shared(journeys, worth, _by_position)


def markov(journeys: Iterable[Journey], worth: Worth = by_number) -> Shares:
    """Removal effects of a first-order Markov chain, as parts of their sum; solved exactly, not simulated.

    E. Anderl, I. Becker, F. v. Wangenheim, J. H. Schumann, “Mapping the customer journey”, SSRN 2343077 (2014).
    """
    return _normalised(removal_effects(journeys, worth))


def removal_effects(journeys: Iterable[Journey], worth: Worth = by_number) -> Shares:
    """1 − P(without the channel) ÷ P, where P is what a journey may expect to win: a deal, or its value."""
    steps, visits, reward = _transitions(journeys, worth)
    channels = sorted(channel for channel in visits if channel)
    whole = _expected(channels, steps, visits, reward)
    if not whole:
        return {}
    without = {gone: _expected([one for one in channels if one != gone], steps, visits, reward) for gone in channels}
    return {channel: max(1 - rest / whole, 0.0) for channel, rest in without.items()}


def shapley(journeys: Iterable[Journey], worth: Worth = by_number) -> Shares:
    """Shapley value of the game in which a set of channels wins every deal whose touches all lie in the set.

    That game is a sum of unanimity games, so each won journey's worth falls to its channels in equal parts: exact for
    any number of channels. L. S. Shapley (1953); K. Zhao, S. H. Mahboobi, S. R. Bagheri, arXiv:1804.05327 (2018).
    """
    return _shared(journeys, worth, lambda touches: {touch: 1 / len(set(touches)) for touch in touches})


RULES = {"first": first, "last": last, "linear": linear, "position": position}
MODELS = {**RULES, "Markov": markov, "Shapley": shapley}


def _too_few(journeys: int, won: int) -> str:
    return (
        f"Markov and Shapley learn from the journeys themselves and are hidden: they need {ENOUGH_JOURNEYS} decided "
        f"deals with {ENOUGH_WON} won among them, and there are {journeys} with {won} won"
    )


def _shared(journeys: Iterable[Journey], worth: Worth, parts: Callable[[tuple[str, ...]], Shares]) -> Shares:
    given = (
        (channel, worth(journey) * part)
        for journey in journeys
        if journey.touches and worth(journey)
        for channel, part in parts(journey.touches).items()
    )
    return _normalised(_added(given))


def _by_position(touches: tuple[str, ...]) -> Shares:
    if len(touches) < 3:
        return _added((touch, 1 / len(touches)) for touch in touches)
    begins, between, ends = POSITION
    middle = [(touch, between / (len(touches) - 2)) for touch in touches[1:-1]]
    return _added([(touches[0], begins), *middle, (touches[-1], ends)])


def _added(parts: Iterable[tuple[str, float]]) -> Shares:
    """Added exactly, so that the order of the journeys cannot matter."""
    every: dict[str, list[float]] = defaultdict(list)
    for channel, part in parts:
        every[channel].append(part)
    return {channel: fsum(found) for channel, found in every.items()}


def _normalised(parts: Mapping[str, float]) -> Shares:
    whole = fsum(parts.values())
    return {channel: part / whole for channel, part in parts.items()} if whole else {}


_BEGIN = ""


def _transitions(journeys: Iterable[Journey], worth: Worth) -> tuple[dict[tuple[str, str], float], Shares, Shares]:
    """How often one touch followed another, how often each was made, and what was won right after it."""
    steps, visits, won = [], [], []
    for journey in journeys:
        times = journey.won + journey.lost
        if not times:
            continue
        states = (_BEGIN, *journey.touches)
        steps += [((one, next_), times) for one, next_ in zip(states, states[1:], strict=False)]
        visits += [(state, times) for state in states]
        won.append((states[-1], worth(journey)))
    counted: dict[tuple[str, str], list[float]] = defaultdict(list)
    for step, times in steps:
        counted[step].append(times)
    return {step: fsum(found) for step, found in counted.items()}, _added(visits), _added(won)


def _expected(channels: Sequence[str], steps: Mapping[tuple[str, str], float], visits: Shares, reward: Shares) -> float:
    """What a journey through these channels may expect to win; a step to any other channel loses it."""
    import numpy  # not needed by any other page

    states = [_BEGIN, *channels]
    moves = [[steps.get((one, other), 0.0) / visits[one] for other in states] for one in states]
    gains = [reward.get(state, 0.0) / visits[state] for state in states]
    return float(numpy.linalg.solve(numpy.eye(len(states)) - numpy.array(moves), numpy.array(gains))[0])

"""The managing director's minute: the finding, the real changes as large cards, what is normal, the objectives."""

from custodian.domain.readings import Reading
from custodian.ui import cards, frame, readings, wording
from custodian.ui.filters import Chosen


def draw(chosen: Chosen) -> None:
    every = readings.every(chosen)
    real = readings.real_changes(every)
    frame.headline(readings.finding(every), readings.summary(every))
    blocks = [{"kind": "row", "cards": [cards.card(reading, chosen, sentence(reading)) for reading in real]}]
    cards.show(blocks, chosen, "changes")


def sentence(reading: Reading) -> str:
    """What changed, since when, and what makes us sure, for somebody who has no time to read a chart."""
    kpi = reading.kpi
    what = kpi.better if reading.verdict == "real improvement" else kpi.worse
    since = f" since {wording.month_beside(reading.since, reading.month)}" if reading.since else ""
    return f"{what[:1].upper()}{what[1:]}{since}: {reading.rule}."

"""The managing director's minute: the finding, the real changes as large cards, what is normal, the objectives."""

from custodian.ui import cards, frame, readings, verdicts
from custodian.ui.filters import Chosen


def draw(chosen: Chosen) -> None:
    every = readings.every(chosen)
    real = readings.real_changes(every)
    frame.headline(readings.finding(every), readings.summary(every))
    blocks = [{"kind": "row", "cards": [cards.card(reading, chosen, verdicts.sentence(reading)) for reading in real]}]
    cards.show(blocks, chosen, "changes")

"""The agenda of the joint meeting: its items in order, the question each answers, and how long it may take."""

from collections.abc import Sequence
from dataclasses import dataclass

OVER, DROPPED = "over", "dropped"  # where a meeting is once it has ended, or was only a try
LONGEST = 180  # minutes of one item


@dataclass(frozen=True)
class Item:
    key: str
    name: str
    question: str
    minutes: int


ITEMS = (
    Item("last", "Last time", "What did we decide last time, and what is still open?", 6),
    Item("changes", "Real changes", "What is really different?", 10),
    Item("side", "Side by side", "What did each team do, and what did the customer think?", 9),
    Item("objectives", "Objectives", "Where do the two teams disagree most?", 12),
    Item("decided", "Decisions", "Who does what by when?", 7),
    Item("check", "Check", "One minute: how did this meeting go?", 1),
)
KEYS = tuple(item.key for item in ITEMS)
PLANNED = tuple(item.minutes for item in ITEMS)


def faults(planned: Sequence[int]) -> list[str]:
    found = []
    if len(planned) != len(ITEMS):
        found.append(f"Expected minutes for each of the {len(ITEMS)} items, found {len(planned)}. Give each its own.")
    for item, minutes in zip(ITEMS, planned, strict=False):
        if not 1 <= minutes <= LONGEST:
            found.append(
                f"“{item.name}” may take from 1 to {LONGEST} minutes, and {minutes} were given. Choose one between."
            )
    return found

"""The journey in a sentence, written by rules: how many go on, how fast, where most stay behind. Never a cause."""

from custodian.domain.journeys import SIGN, Journeys, Passage


def headline(found: Journeys, when: str) -> str:
    """`when` names the months of entry: “in the 12 months to October 2026”."""
    if not found.companies:
        return f"No company was first seen {when}"
    passage = _told_first(found)
    if passage is None:
        step = found.steps[-1]
        return f"{found.reached[step.key]:,} companies {step.did}; no file tells yet what became of them"
    if passage.began < found.minimum_n:
        return f"Only {passage.began} of the companies first seen {when} {passage.start.did}: too few to say more"
    share = f"{passage.arrived / passage.began:.0%} {passage.end.did} so far"
    said = f"Of {passage.began:,} companies that {passage.start.did}, {share}"
    most = largest_loss(found)
    return f"{said}{_pace(passage)}{_behind(most) if most else ''}"


def below(found: Journeys) -> str:
    """The numbers of the step at which most stay behind: who is lost, and who is still on the way."""
    most = largest_loss(found)
    if most is None:
        return ""
    said = f"{most.stayed:,} of {most.began:,} have not gone from {_named(most)}: "
    if not most.lost:
        return f"{said}none of them is known to be lost, all are still on the way."
    return f"{said}{most.lost:,} {'is' if most.lost == 1 else 'are'} lost, {most.waiting:,} still on the way."


def largest_loss(found: Journeys) -> Passage | None:
    """Where most companies stay behind; not between first sign and lead, where nobody was asked anything yet."""
    judged = [each for each in found.passages if each.start is not SIGN and each.began >= found.minimum_n]
    most = max(judged, key=lambda each: each.stayed, default=None)
    return most if most and most.stayed else None


def _told_first(found: Journeys) -> Passage | None:
    if found.to_offer is not None and found.to_offer.began:
        return found.to_offer
    return next((each for each in found.passages if each.start is not SIGN and each.began), None)


def _pace(passage: Passage) -> str:
    days = passage.curve.of_those_who_arrive()
    return "" if days is None else f", half of them within {days:,} {'day' if days == 1 else 'days'}"


def _behind(most: Passage) -> str:
    return f"; most stay behind between {_named(most, 'and')}"


def _named(passage: Passage, between: str = "to") -> str:
    return f"{passage.start.title.lower()} {between} {passage.end.title.lower()}"

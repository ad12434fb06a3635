"""The sheet of invitations to a pulse: a code each, to be printed, cut apart and drawn."""

from collections.abc import Sequence
from datetime import datetime

from custodian.domain.objectives import Team
from custodian.domain.periods import Period
from custodian.domain.pulse_questions import OTHER
from custodian.reports import typesetting
from custodian.words import wording


def sheet(codes: Sequence[str], team: Team, quarter: Period, address: str, made_at: datetime) -> bytes:
    """PDF. `address` is where a code is typed."""
    until = f"for one of {team}, until {wording.day(quarter.last_day)} {quarter.last_day.year}"
    said = {
        "title": f"Invitations for {team}",
        "asks": f"Five questions about {OTHER[team]}, one minute",
        "until": f"Anonymous · {until}",
        "address": address,
        "codes": list(codes),
    }
    return typesetting.pdf("invitations", said, made_at)

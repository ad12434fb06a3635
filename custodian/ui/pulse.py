"""The Respect page: what each team says of the other, side by side; its forms open from below the figures."""

from collections.abc import Sequence
from typing import Any

from custodian.domain import pulse, pulse_headline
from custodian.domain.pulse import Quarter
from custodian.domain.pulse_questions import QUESTIONS
from custodian.ui import drawing, filters, frame, pulse_form, pulse_words, readings
from custodian.ui.filters import Chosen

Said = dict[str, Any]


def draw(chosen: Chosen) -> None:
    if filters.asked("write") == pulse_form.ANSWER:
        pulse_form.answer()
        return
    today = readings.today()
    every = [one for one in readings.until_written(pulse.found, today) if one.period.first_day <= chosen.month]
    invited = readings.until_written(pulse.invited).get(pulse.quarter_of(today).first_day, {})
    if every:
        frame.headline(pulse_headline.headline(every), pulse_words.below(every[-1]))
    else:
        frame.headline("No quarter of the pulse is over yet", pulse_words.SHOWN_WHEN)
    foot = pulse_words.foot(invited, pulse.quarter_of(today), every)
    _show({**(drawn(every) if every else {}), "foot": foot})
    pulse_form.draw(chosen)


def drawn(every: Sequence[Quarter]) -> Said:
    """What pulse.js draws of the last of these quarters and the way to it."""
    return {
        "sides": [pulse_words.side(every[-1], team) for team in pulse_words.LEFT_TO_RIGHT],
        "ends": pulse_words.ends(),
        "span": pulse_words.span(every),
        "rows": [pulse_words.row(every, question) for question in QUESTIONS],
    }


def _show(data: Said) -> None:
    clicked = drawing.of("pulse")(key="pulse", data=data, on_asked_change=_nothing)
    if clicked.asked:
        pulse_form.open_one(clicked.asked)


def _nothing() -> None:
    """Without a callback Streamlit does not tell that something was clicked."""

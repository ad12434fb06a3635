"""The service agreement: what marketing owes sales and sales owes marketing, drawn alike and in the same words."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import streamlit as st

from custodian.domain import agreement, kept, periods, precedent
from custodian.domain.agreement import Agreement, Terms
from custodian.domain.kept import Leads, Replies, SentBack, Standing, State
from custodian.domain.periods import Period
from custodian.domain.precedent import History
from custodian.ui import agreement_form, agreement_words, drawing, filters, frame, readings, theme, wording
from custodian.ui.filters import Chosen

SHAPES: dict[State, str] = {
    "kept": "▲", "on course": "▲", "not kept": "▼", "behind": "▼",
    "too close to say": "●", "too few": "○", "no data": "○",
}  # fmt: skip
TONES: dict[State, str] = {"kept": "good", "on course": "good", "not kept": "bad", "behind": "bad"}

Said = dict[str, Any]


def draw(chosen: Chosen) -> None:
    said = st.container()
    period = _period(chosen)
    with readings.cursor() as cursor:
        every = agreement.versions(cursor)
    past = readings.once(precedent.history, period.first_day, readings.least())
    terms = agreement.in_force(every, period.first_day) or past.terms(period.first_day)
    with said:
        if terms is None:
            frame.headline("Nothing is agreed yet, and the past does not say what could be")
        else:
            standing = _standing(terms, period, chosen)
            frame.headline(*agreement_words.headline(standing, terms))
    if terms is None:
        _empty(past)
    else:
        _show(drawn(standing, terms, every, past))
    agreement_form.draw(every, past, chosen)


def _standing(terms: Terms, period: Period, chosen: Chosen) -> Standing:
    goals = readings.target_path(readings.catalogue()["revenue"], period.first_day, period.last_day)
    this_hour = readings.now().replace(minute=0, second=0, microsecond=0)
    asked = (terms, tuple(goals.items()), period, periods.last_day(chosen.month), this_hour, readings.least())
    with st.spinner("Counting leads and replies"):
        return readings.once(kept.standing, *asked)


def drawn(standing: Standing, terms: Terms, every: Sequence[Agreement], past: History) -> Said:
    """What agreement.js draws; `every` are all versions, the newest first."""
    return {
        "sides": [_leads(standing, terms), _replies(standing, terms)],
        "sent_back": _sent_back(standing.sent_back),
        "open": _open(standing.replies, terms),
        "terms": _terms(terms, every, past),
    }


def _leads(standing: Standing, terms: Terms) -> Said:
    leads = standing.leads
    return {
        "title": "Marketing · qualified leads",
        "color": theme.TEAM["marketing"],
        "says": agreement_words.leads(standing, terms),
        "kept": agreement_words.percent(leads.kept),
        "lines": agreement_words.about_leads(standing, terms, readings.currency()),
        **_judged(leads.state if leads.owed is not None else "no data", terms),
        **_way(standing, leads, "leads" if leads.owed is not None else ""),
    }


def _replies(standing: Standing, terms: Terms) -> Said:
    replies = standing.replies
    return {
        "title": f"Sales · replies within {agreement_words.hours(terms.reply_hours)}",
        "color": theme.TEAM["sales"],
        "says": agreement_words.replies(standing, terms),
        "kept": agreement_words.percent(replies.share) if replies.interval else wording.NOTHING,
        "lines": agreement_words.about_replies(replies),
        **_judged(replies.state, terms),
        **_way(standing, replies, "replies in time"),
    }


def _judged(state: State, terms: Terms) -> Said:
    """What was never promised is not judged."""
    if not agreement_words.is_promised(terms):
        return {"of": "of what would be owed", "state": "○ not agreed yet", "tone": "plain"}
    return {"of": "kept as promised", "state": f"{SHAPES[state]} {state}", "tone": TONES.get(state, "plain")}


def _way(standing: Standing, side: Leads | Replies, noun: str) -> Said:
    """The way to what is owed, day by day; across as parts of the whole period, so that both sides are drawn alike."""
    if not noun or not side.steps:
        return {"steps": [], "span": [], "words": ""}
    first, last = standing.period.first_day, side.steps[-1]
    days = (standing.period.last_day - first).days + 1
    return {
        # A day's leads and replies are there at its end.
        "steps": [[0, 0, 0], *([((step.day - first).days + 1) / days, step.owed, step.done] for step in side.steps)],
        "span": [wording.day(first), wording.day(standing.period.last_day)],
        "words": f"line: {last.done:,.0f} {noun}, dotted: {last.owed:,.0f} owed",
    }


def _sent_back(told: SentBack) -> Said:
    share = {reason: agreement_words.percent(leads / told.handed_over) for reason, leads in told.reasons}
    return {
        "title": "Leads sent back",
        "color": theme.TEAM["marketing"],
        "says": agreement_words.sent_back(told),
        "reasons": [[reason, leads, share[reason]] for reason, leads in told.reasons],
    }


def _open(replies: Replies, terms: Terms) -> Said:
    return {
        "title": "Enquiries that still wait",
        "says": agreement_words.still_open(replies, terms),
        "enquiries": [
            {
                "company": one.company or "no company named",
                "from": " · ".join(part for part in (one.source, wording.day(one.lead_at)) if part),
                "waited": agreement_words.hours(one.waited),
            }
            for one in replies.oldest
        ],
    }


def _terms(terms: Terms, every: Sequence[Agreement], past: History) -> Said:
    newest, currency = next(iter(every), None), readings.currency()
    if newest is None or not isinstance(terms, Agreement):
        lines = agreement_words.proposed(past, currency)
        lines += [agreement_words.waiting(newest, currency)] if newest else []
        label = "Change the agreement" if newest else "Write the agreement"
        return {
            "title": "Proposed from our own past; nothing was agreed for this time",
            "lines": lines,
            "buttons": [{"label": label, "write": "agreement", "version": newest.version if newest else 0}],
        }
    sign = [
        {"label": f"Sign for {team}", "write": f"sign-{team}", "version": newest.version} for team in newest.unsigned
    ]
    return {
        "title": agreement_words.title(terms),
        "lines": agreement_words.agreed(terms, newest, currency),
        "buttons": [*sign, {"label": "Change it", "write": "agreement", "version": newest.version}],
    }


def _show(data: Said) -> None:
    clicked = drawing.of("agreement")(key="agreement", data=data, on_asked_change=_nothing)
    if clicked.asked:
        agreement_form.open_one(**clicked.asked)


def _nothing() -> None:
    """Without a callback Streamlit does not tell that something was clicked."""


def _empty(past: History) -> None:
    with st.container(key="empty", border=True):
        st.markdown("**Marketing owes leads, sales owes replies: both heads sign what and how many.**")
        st.markdown(wording.literal(" ".join(agreement_words.proposed(past, readings.currency()))))
        if st.button("Write the agreement", type="primary"):
            agreement_form.open_one("agreement")


def _period(chosen: Chosen) -> Period:
    month, quarter = (_of(chosen.month, by) for by in (1, 3))
    names = {"month": wording.month(chosen.month), "quarter": f"Quarter {(month.first_day.month + 2) // 3}"}
    return quarter if filters.choose_segment("term", names, "month", "Period") == "quarter" else month


def _of(month: date, length: int) -> Period:
    first = date(month.year, (month.month - 1) // length * length + 1, 1)
    return Period(first, periods.last_day(periods.shifted(first, length - 1)))

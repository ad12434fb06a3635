"""Who gets credit for the won deals: each channel's range across the models, people beside channels."""

from collections.abc import Iterable
from typing import Any, get_args

import polars as pl
import streamlit as st

from custodian.domain import periods, touches
from custodian.domain.credit import ENOUGH_JOURNEYS, ENOUGH_WON, Credit, Span
from custodian.domain.kpis import Team
from custodian.domain.periods import Period
from custodian.domain.touches import LOOK_BACK, Shared
from custodian.ui import drawing, filters, frame, readings, sheets, theme, wording
from custodian.ui.filters import Chosen

STANDING = "Credit is a share-out, not a cause."
TEAMS = ("marketing", "sales")
COLORS: dict[str, str] = {team: theme.TEAM[team] for team in get_args(Team)}
MEDIA = {"channel": "Channels · what brought them", "people": "People · who talked with them"}
MODELS = {
    "first": "first touch",
    "last": "last touch",
    "linear": "every touch the same",
    "position": "40/20/40",
    "Markov": "Markov",
    "Shapley": "Shapley",
}
METHOD = f"""
A deal's touches are all contacts with the buying company that the exports know of in the {LOOK_BACK} months before it
was won or lost, one of a kind a day: where its contacts came from, activities, sales material, and the source that the
deal itself names. What was done for another deal is left out, service tickets too. Advertising, website and newsletter
exports tell totals and no companies, so they count only where a contact or deal names them as its source.

- **First**, **last**, **every touch the same**, **position** (40 % first, 40 % last, 20 % between) follow a rule.
- **Markov**: how many deals a chain of touches would lose without the channel (Anderl et al. 2014).
- **Shapley**: each won deal falls in equal parts to the channels it touched (Shapley 1953, Zhao et al. 2018).
- Markov and Shapley learn from lost deals or from sets of channels, and are shown from {ENOUGH_JOURNEYS} decided deals
  with {ENOUGH_WON} won on.

No model knows what would have happened without a channel. Where the range is wide, only a trial can tell.
"""

Said = dict[str, Any]


def draw(chosen: Chosen) -> None:
    said = st.container()
    with st.container(horizontal=True):
        period = _period(chosen)
        by = filters.choose_segment("worth", {"deals": "By number", "value": "By value"}, "deals", "Counted by")
    with st.spinner("Looking at every deal and what came before it"):
        told = readings.once(touches.shared, period, readings.least())
    credit = told.by_value if by == "value" else told.by_number
    with said:
        frame.headline(headline(told, credit), below(told, period))
    if credit.spans:
        drawing.of("credit")(key="credit", data=drawn(told, credit, readings.currency() if by == "value" else ""))
        _table(told, credit)
    else:
        frame.note(why_nothing(told, credit))
    with st.expander("How the credit is shared out"):
        st.markdown(METHOD)


def headline(told: Shared, credit: Credit) -> str:
    if not credit.spans:
        return "Nobody can be given credit yet" if told.decided else "No deal was decided in this time"
    marketing, sales = (range_of(told.of_team(team, credit)) for team in TEAMS)
    return f"Depending on how one counts, marketing has {marketing} of the credit and sales {sales}"


def below(told: Shared, period: Period) -> str:
    span = f"{wording.month(period.first_day)} to {wording.month(period.last_day)}"
    if periods.month_of(period.first_day) == periods.month_of(period.last_day):
        span = wording.month(period.first_day)
    counted = f"{wording.counted(told.by_number.won, 'won deal')} of {told.by_number.journeys:,} decided · {span}"
    left_out = f" · {told.untouched:,} more without any known touch" if told.untouched else ""
    return f"{STANDING} {counted}{left_out}"


def why_nothing(told: Shared, credit: Credit) -> str:
    if not told.decided:
        return "Choose an earlier month, or load the deals and activities that your CRM exports."
    return f"{credit.hidden[:1].upper()}{credit.hidden[1:]}."


def drawn(told: Shared, credit: Credit, currency: str) -> Said:
    """What credit.js draws; `currency` where the credit is shared out by value, '' where by number."""
    most = max(span.high for span in credit.spans)
    spans = sorted(credit.spans, key=lambda span: told.channels[span.channel].is_rest)
    return {
        "most": most,
        "standing": STANDING,
        "hidden": f"{credit.hidden}." if credit.hidden else "",
        "models": [MODELS[name] for name in credit.spans[0].by_model],
        "groups": [
            {
                "title": title,
                "rows": [row(span, told, credit, currency) for span in spans if _medium(told, span) == medium],
            }
            for medium, title in MEDIA.items()
        ],
    }


def row(span: Span, told: Shared, credit: Credit, currency: str) -> Said:
    channel = told.channels[span.channel]
    least, most = (of(span.by_model, key=span.by_model.__getitem__) for of in (min, max))
    return {
        "name": channel.name,
        "team": channel.team,
        "color": COLORS.get(channel.team, theme.MUTED),
        "low": span.low,
        "high": span.high,
        "ticks": [[MODELS[name], share] for name, share in span.by_model.items()],
        "range": range_of(span),
        "worth": worth(span, told, credit, currency),
        "ends": f"least: {MODELS[least]}, most: {MODELS[most]}" if span.high > span.low else "every model the same",
    }


def range_of(span: Span) -> str:
    """10–32 % as people write it; one number where both ends are written alike."""
    low, high = (f"{100 * share:.0f}" for share in (span.low, span.high))
    return f"{high}%" if low == high else f"{low}–{high}%"


def worth(span: Span, told: Shared, credit: Credit, currency: str) -> str:
    if currency:
        low, high = (wording.money(share * told.value, currency) for share in (span.low, span.high))
        return high if low == high else f"{low}–{high}"
    low, high = (f"{share * credit.won:,.0f}" for share in (span.low, span.high))
    return wording.counted(round(span.high * credit.won), "deal") if low == high else f"{low}–{high} deals"


def _medium(told: Shared, span: Span) -> str:
    return told.channels[span.channel].medium


def _period(chosen: Chosen) -> Period:
    lengths = {"12": "12 months", "24": "24 months", "3": "3 months", "1": f"{chosen.month:%B} alone"}
    months = int(filters.choose_segment("over", lengths, "12", "Deals decided in"))
    return Period(periods.shifted(chosen.month, 1 - months), periods.last_day(chosen.month))


def _table(told: Shared, credit: Credit) -> None:
    with st.expander("What each model gives"):
        rows = list(_rows(told, credit.spans))
        st.dataframe(pl.DataFrame(rows), hide_index=True, height=sheets.height(len(rows), 20))


def _rows(told: Shared, spans: Iterable[Span]) -> Iterable[dict[str, str]]:
    for span in spans:
        channel = told.channels[span.channel]
        shares = {MODELS[name]: f"{100 * share:.1f}%" for name, share in span.by_model.items()}
        yield {"Touch": wording.plain(channel.name, 80), "Team": channel.team, **shares}

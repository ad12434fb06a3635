"""The sentences of the service agreement: equal wording for both sides, and where each number comes from."""

from custodian.domain.agreement import Agreement, Terms
from custodian.domain.kept import Replies, SentBack, Standing
from custodian.domain.periods import Period
from custodian.domain.precedent import MATURES, History
from custodian.ui import wording


def headline(standing: Standing, terms: Terms) -> tuple[str, str]:
    """The finding, and how far the period has gone."""
    if standing.leads.state == "no data" and standing.replies.state == "no data":
        return (
            f"{period(standing)}: no lead and no enquiry is loaded",
            "Load the contacts that marketing's tool exports.",
        )
    both = f"{_lowered(leads(standing, terms))}; {_lowered(replies(standing, terms))}"
    return f"{period(standing)}: {both}", below(standing)


def below(standing: Standing) -> str:
    if standing.is_over:
        return f"{wording.counted(standing.workdays, 'working day')} · public holidays left out"
    days = f"{standing.workdays_gone} of {standing.workdays} working days"
    return f"Not over: looked at up to {wording.day(standing.day)}, {days}; what is owed counts in proportion"


def period(standing: Standing) -> str:
    first, last = standing.period.first_day, standing.period.last_day
    if (first.year, first.month) == (last.year, last.month):
        return wording.month(first)
    return f"Quarter {(first.month + 2) // 3}, {first.year}"


def is_promised(terms: Terms) -> bool:
    """Only what both heads signed was promised; anything else is a proposal."""
    return isinstance(terms, Agreement) and terms.is_signed


def leads(standing: Standing, terms: Terms) -> str:
    told = standing.leads
    if told.owed is None:
        return f"Marketing delivered {told.delivered:,}, with no revenue goal to say how many it owes"
    promised = f"Marketing {'promised' if is_promised(terms) else 'would owe'} {told.owed:,}"
    if standing.is_over:
        return f"{promised}, delivered {told.delivered:,}"
    return f"{promised}, {told.owed_by_now:,.0f} of them by {wording.day(standing.day)}, delivered {told.delivered:,}"


def replies(standing: Standing, terms: Terms) -> str:
    told = standing.replies
    verb, gave = ("promised", "kept") if is_promised(terms) else ("would owe", "gave")
    promised = f"Sales {verb} a reply within {hours(terms.reply_hours)} to {percent(terms.reply_share)}"
    if not told.due:
        return f"{promised}; no enquiry is due yet"
    if told.interval is None:
        return f"{promised}; n = {told.due}, too few"
    return f"{promised}, {gave} {percent(told.share)} (of {told.due:,})"


def about_leads(standing: Standing, terms: Terms, currency: str) -> list[str]:
    told = standing.leads
    if told.goal is None:
        months = ", ".join(wording.month(month) for month in told.missing)
        return [f"No revenue goal for {months}: set targets for Revenue on its page, or write a goal in the agreement"]
    parts = (
        f"{wording.money(told.goal, currency)} × {percent(terms.share)} ÷ {wording.money(terms.average_deal, currency)}"
    )
    source = "as written in the agreement" if terms.goal else "from the targets of Revenue"
    return [
        f"{parts} ÷ {percent(terms.rate)} = {told.owed:,} leads, rounded up",
        f"goal {source} × marketing's share ÷ average deal ÷ leads that become customers",
    ]


def about_replies(told: Replies) -> list[str]:
    lines = []
    if told.due:
        never = f"{told.unanswered:,} never" + (f" ({percent(told.unanswered / told.due)})" if told.interval else "")
        lines.append(f"{told.in_time:,} in time, {told.late:,} later, {never}")
    if told.interval:
        low, high = told.interval
        lines[0] += f"; 95% interval of those in time {100 * low:.0f}–{100 * high:.0f}%"
    if told.middle is not None:
        lines.append(f"median reply after {hours(told.middle)}, working hours only")
    if told.waiting:
        lines.append(f"{told.waiting:,} more are still in time and count nowhere yet")
    if told.without_hour and told.without_hour >= told.due:
        lines.append("the export tells days and no hours, so a reply on the same day counts as at once")
    return lines


def sent_back(told: SentBack) -> str:
    if not told.is_told:
        return "No export that is loaded says which leads sales sent back. Add the columns of when and why to it."
    if not told.handed_over:
        return "No lead was handed over."
    back = f"{told.number:,} sent back ({percent(told.number / told.handed_over)})"
    stayed = f"{told.accepted:,} accepted ({percent(told.accepted / told.handed_over)})"
    return f"Of {told.handed_over:,} handed over: {stayed}, {back}, {told.undecided:,} undecided"


def still_open(told: Replies, terms: Terms) -> str:
    if not told.unanswered:
        return f"None is older than {hours(terms.reply_hours)}."
    shown = f"; the oldest {len(told.oldest)}:" if len(told.oldest) < told.unanswered else ""
    noun = "enquiry" if told.unanswered == 1 else "enquiries"
    return f"{told.unanswered:,} {noun} without any reply for longer than {hours(terms.reply_hours)}{shown}"


def title(agreed: Agreement) -> str:
    signed = "signed by both heads" if agreed.is_signed else "not signed by both heads yet"
    return f"The agreement, version {agreed.version}: {signed}"


def agreed(told: Agreement, newest: Agreement, currency: str) -> list[str]:
    """Who signed which terms when, and whether a newer version waits for signatures or for its first day."""
    lines = [f"holds from {wording.month(told.holds_from)} · written by {told.written_by}, {_when(told)}"]
    lines += [
        f"{one.signed_by} signed for {one.team}, {wording.day(one.signed_at)} {one.signed_at:%Y %H:%M}"
        for one in told.signatures
    ]
    return lines + ([waiting(newest, currency)] if newest.version != told.version else [])


def waiting(newest: Agreement, currency: str) -> str:
    waits = " and ".join(newest.unsigned)
    state = f"waits for {waits} to sign" if waits else f"holds from {wording.month(newest.holds_from)}"
    return f"version {newest.version} by {newest.written_by} {state}: {terms(newest, currency)}"


def terms(told: Terms, currency: str) -> str:
    goal = f"goal {wording.money(told.goal, currency)} a month" if told.goal else "goal from the targets of Revenue"
    leads = f"{percent(told.share)} of it by marketing, deals of {wording.money(told.average_deal, currency)}"
    replies = f"a reply within {hours(told.reply_hours)} to {percent(told.reply_share)}"
    return f"{goal}, {leads}, {percent(told.rate)} of leads buy; {replies}"


def proposed(past: History, currency: str) -> list[str]:
    """Each part with the number of deals or leads and the months behind it."""
    won = f"{wording.counted(past.deals, 'won deal')}, {_span(past.deals_in)}"
    old = f"{wording.counted(past.leads, 'qualified lead')}, {_span(past.leads_in)}"
    if past.average_deal is None or past.share is None:
        first = f"{won}: too few, or none from marketing, to propose marketing's share and an average deal"
    else:
        first = (
            f"marketing's share {percent(past.share)}, average deal {wording.money(past.average_deal, currency)}: {won}"
        )
    if past.rate is None:
        return [first, f"{old}: too few, or none bought, to propose how many leads become customers"]
    bought = f"{past.customers:,} bought; younger leads have not had {MATURES} months for it"
    return [first, f"leads that become customers {percent(past.rate)}: {old}, {bought}"]


def hours(number: float) -> str:
    """8 h · 1,204 h: working hours."""
    return wording.value("hours", number, "")


def percent(share: float | None) -> str:
    return wording.value("percent", share, "")


def _span(told: Period) -> str:
    return f"{wording.short_month(told.first_day)} to {wording.short_month(told.last_day)}"


def _when(told: Agreement) -> str:
    return f"{wording.day(told.written_at)} {told.written_at:%Y %H:%M}"


def _lowered(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]

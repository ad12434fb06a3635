"""The minutes as a mail that opens ready to send: the text in it, paper, calendar and table beside it."""

from email.message import EmailMessage
from email.policy import SMTP

from custodian.domain.minutes import Minutes
from custodian.reports import meeting_actions
from custodian.reports import minutes as written


def mail(minutes: Minutes) -> bytes:
    """An .eml without addresses: Custodian knows nobody's. X-Unsent lets Outlook open it as a draft."""
    message = EmailMessage(policy=SMTP)
    message["Subject"] = written.title(minutes)
    message["X-Unsent"] = "1"
    message.set_content(_text(minutes))
    stem = f"Meeting {minutes.began_at:%Y-%m-%d}"
    message.add_attachment(written.pdf(minutes), maintype="application", subtype="pdf", filename=f"{stem}.pdf")
    text = written.markdown(minutes).encode()
    message.add_attachment(
        text, maintype="text", subtype="markdown", params={"charset": "utf-8"}, filename=f"{stem}.md"
    )
    if minutes.actions:
        message.add_attachment(
            meeting_actions.calendar(minutes), maintype="text", subtype="calendar", filename=f"{stem}.ics"
        )
        message.add_attachment(meeting_actions.table(minutes), maintype="text", subtype="csv", filename=f"{stem}.csv")
    return message.as_bytes()


def _text(minutes: Minutes) -> str:
    """What somebody reads who does not open the paper: decisions, and who does what by when."""
    decided = [f"- {written.decision(one)}" for one in minutes.decided] or [written.NO_DECISION]
    to_do = [f"- {one.owner}, by {one.due.day} {one.due:%B %Y}: {one.what}" for one in minutes.actions]
    parts = [
        written.title(minutes),
        "Decisions\n" + "\n".join(decided),
        "Actions\n" + "\n".join(to_do or [written.NO_ACTION]),
        f"How the meeting went: {written.went(minutes)}",
        "The whole minutes are attached.",
    ]
    return "\n\n".join(parts) + "\n"

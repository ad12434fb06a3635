"""`digest`: a month's real changes as a mail, into a file or through the mail server."""

import sys
from datetime import date, datetime
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from typing import Annotated

import typer

from custodian import settings
from custodian.commands import caller, papers
from custodian.commands.figures import month_option
from custodian.domain import digests, house, imports, readings, routine
from custodian.domain.digests import Digest
from custodian.domain.refusals import Refused
from custodian.intake import formats
from custodian.reports import digest as said
from custodian.reports import letters, post
from custodian.settings import Settings
from custodian.warehouse.catalogues import Warehouse
from custodian.words import wording


def digest(
    month: Annotated[date, month_option("--month", "Whose changes.")],
    to: Annotated[
        Path | None, typer.Option("--to", metavar="FILE.eml", help="Into a file; otherwise the mail is sent.")
    ] = None,
    only_if_real: Annotated[
        bool, typer.Option("--only-if-real", help="Make none unless a real change is there that none told of yet.")
    ] = False,
) -> None:
    """A month's real changes as a mail; each is told as new once."""
    if to and to.suffix.lower() != ".eml":
        raise typer.BadParameter(f"Expected a file that ends in .eml; found “{to.name}”.")
    chosen = settings.load()
    warehouse = house.open_once(chosen)
    try:
        if wrong := [] if to else post.missing(chosen):
            raise Refused(wrong)
        gathered = _gathered(warehouse, chosen, month)
        if only_if_real and not gathered.new:
            print(f"Nothing was {'written' if to else 'sent'}. {said.subject(gathered)}.")
            return
        told = _delivered(_mail(warehouse, chosen, gathered), chosen, to)
        digests.remember(warehouse, gathered, datetime.now().replace(microsecond=0))
    except Refused as refusal:
        print(*refusal.faults, sep="\n", file=sys.stderr)
        raise typer.Exit(1) from None
    print(f"{told} {said.subject(gathered)}.")


def _gathered(warehouse: Warehouse, chosen: Settings, month: date) -> Digest:
    with warehouse.reading() as cursor:
        if not readings.known_months(cursor):
            raise Refused(["Expected figures to tell of, and nothing is loaded yet. Import exports first."])
        return digests.gather(cursor, chosen, month, date.today())


def _mail(warehouse: Warehouse, chosen: Settings, gathered: Digest) -> EmailMessage:
    known = [] if gathered.fresh.is_sample else imports.history(warehouse)
    due = routine.expected(known, formats.declared(chosen.own_formats), gathered.today)
    letter = said.of(gathered, [one.source for one in due if one.state == "late"])
    return letters.mail(letter, chosen.mail_from, chosen.mail_to, datetime.now().astimezone())


def _delivered(message: EmailMessage, chosen: Settings, to: Path | None) -> str:
    if to:
        papers.write(caller.path(to), message.as_bytes(policy=SMTP))
        return f"The digest is in {to}."
    if refused := post.send(message, chosen):
        print(f"The mail server did not take it for {', '.join(refused)}.", file=sys.stderr)
    return f"The digest is sent to {wording.counted(len(chosen.mail_to) - len(refused), 'recipient')}."

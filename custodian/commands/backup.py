"""`backup` and `restore`: all that cannot be made anew, copied to a folder and put back from it."""

import sys
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from custodian import settings
from custodian.commands import caller
from custodian.domain import backups, house, restoring
from custodian.domain.backups import Contents
from custodian.domain.refusals import Refused
from custodian.words import wording


def backup(folder: Annotated[Path, typer.Argument(metavar="DIR", help="A new or an empty folder.")]) -> None:
    """Copy ledger, records, archive, own formats and settings."""
    chosen, place = settings.load(), caller.path(folder)
    try:
        made = backups.make(house.open_once(chosen), chosen, place, datetime.now())
    except Refused as refusal:
        print(refusal, file=sys.stderr)
        raise typer.Exit(1) from None
    print(f"The backup is in {place}: {_said(made)}.")
    print("Not in it: files in the inbox that are not loaded yet, and the API's token.")
    _say_elsewhere(made.elsewhere, "is not in it")
    if "hash.key" in made.files:
        print("It holds the key of the hashed e-mail addresses: keep it as safe as the data folder itself.")
    print(f"Put it back with: python -m custodian restore {folder}")


def restore(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder that `backup` wrote.")],
    replace: Annotated[bool, typer.Option("--replace", help="Also where data is: it is kept aside.")] = False,
) -> None:
    """Put a backup back; what is there stays unless you say so, and is kept aside."""
    chosen = settings.load()
    try:
        done = restoring.restore(chosen, caller.path(folder), datetime.now(), replace)
    except Refused as refusal:
        print(refusal, file=sys.stderr)
        raise typer.Exit(1) from None
    house.open_once(settings.load(data=chosen.data))  # an older one is brought up to date at once
    at = datetime.fromisoformat(done.contents.made_at)
    print(
        f"Restored the backup of {wording.day(at)} {at.year}, {at:%H:%M}: {_said(done.contents)}. All are as backed up."
    )
    if done.aside:
        print(f"What was there before is kept in {done.aside}; delete it once you are sure.")
    _say_elsewhere(done.elsewhere, "was not touched")


def _said(contents: Contents) -> str:
    whole = [name for name in ("ledger", "records") if f"{name}.duckdb" in contents.files]
    formats = sum(name.startswith("formats/") for name in contents.files)
    parts = [*whole, f"{wording.counted(contents.of_archive, 'file')} of the archive"]
    parts += [f"{wording.counted(formats, 'format')} of your own"] if formats else []
    parts += ["settings"] if "custodian.toml" in contents.files else []
    return f"{', '.join(parts[:-1])} and {parts[-1]}"


def _say_elsewhere(left_out: Mapping[str, str], what: str) -> None:
    for catalogue, kind in left_out.items():
        print(
            f"The {catalogue} {what}: it lies in {kind}. Back it up with that database's own tools, at the same time."
        )

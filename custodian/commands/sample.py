"""`sample`: the invented company, to look around with before own files are there."""

import sys
from datetime import datetime
from typing import Annotated

import typer

from custodian import settings
from custodian.commands import progress
from custodian.domain import house
from custodian.intake.staging import Refused
from custodian.sample import loading
from custodian.settings import Settings
from custodian.warehouse.catalogues import Warehouse

LOADED_BY = "Custodian"


def sample(
    remove: Annotated[bool, typer.Option("--remove", help="Take the sample company out again.")] = False,
) -> None:
    """Load the sample company, plainly labelled as such; never beside files of your own."""
    chosen = settings.load()
    warehouse = house.open_once(chosen)
    try:
        if remove:
            loading.remove(warehouse, chosen)
            print("The sample company is removed; the ledger is empty and ready for your own files.")
        else:
            load(warehouse, chosen)
            print("The sample company is loaded. Take it out again with: python -m custodian sample --remove")
    except Refused as refusal:
        print(refusal, file=sys.stderr)
        raise typer.Exit(1) from None


def load(warehouse: Warehouse, chosen: Settings) -> None:
    with progress.shown() as told:
        loading.load(warehouse, chosen, LOADED_BY, datetime.now(), told)

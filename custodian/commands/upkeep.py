"""`check` and `rebuild`: the ledger held against its archive, and built anew from it."""

import json
import os
from pathlib import Path

import typer

from custodian import settings
from custodian.commands import caller, progress
from custodian.commands.imports import Json
from custodian.domain import companies, house, imports, soundness
from custodian.intake.staging import Refused
from custodian.warehouse import catalogues


def check(as_json: Json = False) -> None:
    """Hold the ledger against its archive and its rules."""
    chosen = settings.load()
    warehouse = house.open_once(chosen)
    faults, warnings = soundness.faults(warehouse, chosen), soundness.warnings(warehouse)
    if as_json:
        print(json.dumps({"faults": faults, "warnings": warnings}, ensure_ascii=False, indent=2))
    else:
        verdict = faults or ["All is well: the ledger is what its files said."]
        doubts = ["Worth a look, though no fault:", *warnings] if warnings else []
        caller.console().print("\n".join([*verdict, *doubts]), markup=False, highlight=False)
    raise typer.Exit(1 if faults else 0)


def rebuild() -> None:
    """Build the ledger anew from the archive."""
    chosen = settings.load()
    house.open_once(chosen)  # migrated, and nobody else is working with it
    place = Path(f"{chosen.ledger_place}.rebuilt")
    place.unlink(missing_ok=True)
    anew = catalogues.open_warehouse(settings.load(data=chosen.data, ledger=str(place), records=":memory:"))
    try:
        with progress.shown() as told:
            done = soundness.rebuild(chosen, imports.opened(anew, chosen, told))
    except Refused as refusal:
        anew.close()
        place.unlink(missing_ok=True)
        caller.console(stderr=True).print(str(refusal), markup=False, highlight=False)
        raise typer.Exit(1) from None
    anew.close()
    with house.shut(chosen):
        os.replace(place, chosen.ledger_place)
    companies.follow(house.open_once(chosen))  # the new ledger knows no decisions yet
    caller.console().print(f"Built anew from {done} imports of the archive.")

"""All of Voltara's exports: written into data/sample once, and the same bytes whenever they are written again."""

from collections.abc import Iterator
from pathlib import Path

from custodian.sample import (
    activities,
    google_ads,
    hubspot,
    invoices,
    linkedin,
    mailchimp,
    presence,
    salesforce,
    search_console,
    surveys,
    web,
)
from custodian.settings import PROJECT

FOLDER = PROJECT / "data" / "sample"
FAMILIES = (
    google_ads,
    linkedin,
    web,
    search_console,
    mailchimp,
    presence,
    hubspot,
    salesforce,
    invoices,
    activities,
    surveys,
)


def every() -> Iterator[tuple[str, bytes]]:
    for family in FAMILIES:
        yield from family.exports()


def write(folder: Path = FOLDER) -> int:
    number = 0
    for name, content in every():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        number += 1
    return number

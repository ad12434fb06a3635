"""Voltara's contacts as HubSpot exports them: every cell in quotes, a date for each lifecycle stage."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from custodian.sample import files, leads, story
from custodian.sample.chance import Chance
from custodian.sample.files import Row
from custodian.sample.leads import Lead

HEADER = (
    "Record ID",
    "First Name",
    "Last Name",
    "Email",
    "Company Name",
    "Country/Region",
    "Industry",
    "Lifecycle Stage",
    "Lead Status",
    "Original Source",
    "Campaign",
    "Create Date",
    "Date of first engagement",
    "Became a Lead Date",
    "Became a Marketing Qualified Lead Date",
    "Became a Sales Qualified Lead Date",
    "Became an Opportunity Date",
    "Became a Customer Date",
)
FIRST_NAMES = [
    "Ada",
    "Bruno",
    "Clara",
    "David",
    "Elena",
    "Felix",
    "Greta",
    "Hugo",
    "Ines",
    "Jonas",
    "Karla",
    "Luis",
    "Mara",
    "Nils",
    "Olga",
    "Paul",
    "Rosa",
    "Sven",
    "Tara",
    "Vito",
]
LAST_NAMES = [
    "Abend",
    "Borlund",
    "Carvelli",
    "Dorne",
    "Ekwall",
    "Farrow",
    "Gandt",
    "Hollin",
    "Immer",
    "Jessop",
    "Kalde",
    "Lorrimer",
    "Manz",
    "Nelle",
    "Orsini",
    "Pohlen",
]


def exports() -> Iterator[tuple[str, bytes]]:
    """All contacts of the past; a month later the new ones, and those that something had happened to since.

    Exported nine days into the next month: by then sales has decided on the month's leads.
    """
    for since, last in ((story.FIRST_DAY, story.HISTORY_ENDS), (story.LAST, story.LAST_DAY)):
        exported_on = last + timedelta(days=9)
        touched = [
            lead
            for lead in leads.leads()
            if lead.enquired_at.date() <= last
            and any(since <= moment.date() <= exported_on for moment in lead.moments())
        ]
        rows = [HEADER, *(_row(lead, exported_on) for lead in touched)]
        yield f"hubspot/hubspot-crm-exports-all-contacts-{exported_on}.csv", files.table(rows, quote_all=True).encode()


def _row(lead: Lead, as_of: date) -> Row:
    chance = Chance("person", lead.number)
    first, last = chance.pick(FIRST_NAMES), chance.pick(LAST_NAMES)
    qualified, accepted, opportunity, customer = (
        moment if moment and moment.date() <= as_of else None
        for moment in (lead.qualified_at, lead.accepted_at, lead.opportunity_at, lead.customer_at)
    )
    stages = {
        "Customer": customer,
        "Opportunity": opportunity,
        "Sales Qualified Lead": accepted,
        "Marketing Qualified Lead": qualified,
    }
    return (
        lead.number,
        first,
        last,
        f"{first}.{last}{lead.number}@{lead.company.domain}".lower(),
        lead.company.name,
        lead.company.country.name,
        lead.company.industry,
        next((stage for stage, moment in stages.items() if moment), "Lead"),
        lead.sent_back if qualified and not accepted else "",
        lead.source,
        lead.campaign,
        _written(lead.enquired_at),
        _written(lead.replied_at if lead.replied_at and lead.replied_at.date() <= as_of else None),
        *(_written(moment) for moment in (lead.enquired_at, qualified, accepted, opportunity, customer)),
    )


def _written(moment: datetime | None) -> str:
    return f"{moment:%Y-%m-%d %H:%M}" if moment else ""

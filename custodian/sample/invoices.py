"""Voltara's orders: the British and Swiss firms invoice with Xero, headquarters fills in Custodian's template."""

from collections.abc import Iterator
from datetime import date, timedelta

from custodian.sample import files, orders, story
from custodian.sample.chance import Chance
from custodian.sample.files import Row, day_month_year
from custodian.sample.orders import Order

XERO = [
    "ContactName",
    "EmailAddress",
    "POAddressLine1",
    "POAddressLine2",
    "POAddressLine3",
    "POAddressLine4",
    "POCity",
    "PORegion",
    "POPostalCode",
    "POCountry",
    "InvoiceNumber",
    "Reference",
    "InvoiceDate",
    "DueDate",
    "PlannedDate",
    "Total",
    "TaxTotal",
    "InvoiceAmountPaid",
    "InvoiceAmountDue",
    "InventoryItemCode",
    "Description",
    "Quantity",
    "UnitAmount",
    "Discount",
    "LineAmount",
    "AccountCode",
    "TaxType",
    "TaxAmount",
    "TrackingName1",
    "TrackingOption1",
    "TrackingName2",
    "TrackingOption2",
    "Currency",
    "Type",
    "Sent",
    "Status",
]
TEMPLATE = (
    "tool",
    "document_no",
    "company",
    "country",
    "ordered_on",
    "amount",
    "currency",
    "promised_on",
    "delivered_on",
    "status",
)
TAX = {"GBP": ("20% (VAT on Income)", 0.20), "CHF": ("8.1% (VAT on Income)", 0.081)}


def exports() -> Iterator[tuple[str, bytes]]:
    """Everything up to the end of September; a month later, what was ordered, delivered or paid since."""
    for since, last in ((story.FIRST_DAY, story.HISTORY_ENDS), (story.LAST, story.LAST_DAY)):
        told = [order for order in orders.orders() if order.ordered_on <= last]
        abroad = [order for order in told if order.company.country.currency in TAX and order.ordered_on >= since]
        at_home = [
            order
            for order in told
            if order.company.country.currency == "EUR" and max(order.ordered_on, order.delivered_on) >= since
        ]
        lines = [line for order in abroad for line in _lines(order, last)]
        yield f"xero/SalesInvoices {last}.csv", files.table([XERO, *lines]).encode()
        confirmed = [_confirmation(order, last) for order in at_home]
        yield f"orders/Orders with delivery dates {last}.csv", files.table([TEMPLATE, *confirmed]).encode()


def _lines(order: Order, as_of: date) -> Iterator[Row]:
    """One row per line of the invoice; its totals stand in every one of them."""
    chance = Chance("invoice", order.number)
    kind, rate = TAX[order.company.country.currency]
    cents = round(order.amount * 100)
    service = round(cents * chance.between(0.03, 0.1)) if chance.happens(0.5) else 0
    tax = round(cents * rate)
    due_on = order.ordered_on + timedelta(days=30)
    paid = due_on <= as_of
    total = (cents + tax) / 100
    for description, net in ((order.product, cents - service), ("Commissioning", service)):
        if not net:
            continue
        quantity = chance.whole(2, 24) if description == order.product and net % 2 == 0 else 1
        unit = net / 100 / quantity
        yield (
            order.company.name,
            f"accounts@{order.company.domain}",
            *[""] * 7,
            order.company.country.name,
            f"INV-{order.number}",
            "",
            day_month_year(order.ordered_on),
            day_month_year(due_on),
            "",
            f"{total:.4f}",
            f"{tax / 100:.4f}",
            f"{total if paid else 0:.4f}",
            f"{0 if paid else total:.4f}",
            "",
            description,
            f"{quantity:.4f}",
            f"{unit:.4f}",
            "",
            f"{net / 100:.4f}",
            "200",
            kind,
            f"{net * rate / 100:.4f}",
            *[""] * 4,
            order.company.country.currency,
            "Sales invoice",
            "Sent",
            "Paid" if paid else "Awaiting Payment",
        )


def _confirmation(order: Order, as_of: date) -> Row:
    is_delivered = order.delivered_on <= as_of
    return (
        "ERP",
        f"AB-{order.number}",
        order.company.name,
        order.company.country.name,
        order.ordered_on,
        f"{order.amount:.2f}",
        order.company.country.currency,
        order.promised_on,
        order.delivered_on if is_delivered else "",
        "Delivered" if is_delivered else "Confirmed",
    )

"""Tickets of customer service: each is one contact that a customer sought, and no person's name comes with it."""

import csv
from datetime import datetime
from pathlib import Path

import polars as pl
import pytest

from custodian.intake import formats, identify
from tests import loading
from tests.intake.staged import raw_table, rows, staged
from tests.shared import SHARED, needs_shared

COLUMNS = ("tool", "activity_id", "happened_at", "kind", "team", "company", "contact_id")
VIEW = (
    "Summation column,Id,Requester,Requester id,Requester external id,Requester email,Requester domain,Submitter,"
    "Assignee,Group,Subject,Tags,Status,Priority,Via,Ticket type,Created at,Updated at,Assigned at,Organization,"
    "Due date,Initially assigned at,Solved at,Resolution time,Satisfaction Score,First reply time in minutes\n"
    "1,71,Ada L,900,,ada@borea.example,borea.example,Ada L,Bob,EU,Broken,a b,Solved,High,Mail,Problem,"
    "2026-10-01 09:00:00 +0200,2026-10-02 09:00:00 +0200,,Borea AG,,,2026-10-02 09:00:00 +0200,24,Good,12\n"
    "1,72,Cy,901,,cy@x.example,x.example,Cy,-,EU,Late,,Open,-,Web,-,2026-10-03 10:00:00 +0200,,,-,,,,,Offered,\n"
)
EXPLORE = (
    "Ticket ID,Ticket status,Assignee name,Ticket created - Date,Ticket tags,Requester name,Ticket organisation name,"
    "Tickets\n"
    "71,Solved,Bob,2026-10-01,a,Ada L,Borea AG,1\n"
    "71,Solved,Bob,2026-10-01,b,Ada L,Borea AG,1\n"
    "72,Open,Bob,2026-10-03,a,Cy,,1\n"
)
FRESHDESK = (
    "Ticket ID,Subject,Status,Priority,Source,Type,Agent,Group,Created time,Due by Time,Resolved time,Closed time,"
    "Last update time,Initial response time,Time tracked,First response time (in hrs),Resolution time (in hrs),"
    "Agent interactions,Customer interactions,Resolution status,First response status,Tags,Survey results,"
    "Association type,Product,Every response status,Full name,Contact ID,Company Name\n"
    "71,Broken,Waiting on Customer,Low,Email,,Bob,,{},{},,,,,0:00:00,2:05:11,0:00:00,1,2,Within SLA,Within SLA,,,,,,"
    "Ada L,900,Borea AG\n"
)


def test_tickets_of_a_zendesk_view_are_contacts_without_names(tmp_path):
    done = staged(tmp_path, VIEW)
    assert (done.format, done.problems) == ("zendesk_tickets", ())
    assert rows(done, *COLUMNS) == [
        ("Zendesk", "71", datetime(2026, 10, 1, 7), "service ticket", "service", "Borea AG", None),
        ("Zendesk", "72", datetime(2026, 10, 3, 8), "service ticket", "service", None, None),
    ]
    kept = str(pl.read_parquet(done.rows).rows())
    assert not [word for word in ("Ada", "Cy", "Bob", "borea.example", "Broken") if word in kept]


def test_a_ticket_that_explore_repeats_for_each_tag_is_one(tmp_path):
    done = staged(tmp_path, EXPLORE)
    assert (done.format, done.problems) == ("zendesk_explore_tickets", ())
    assert rows(done, *COLUMNS[:3], "company") == [
        ("Zendesk", "71", datetime(2026, 10, 1), "Borea AG"),
        ("Zendesk", "72", datetime(2026, 10, 3), None),
    ]


@pytest.mark.parametrize(
    ("created", "due", "read"),
    [
        ("2025-01-08 15:00:00", "2025-01-20 15:00:00", datetime(2025, 1, 8, 15)),
        ("08/01/2025 15:00", "20/01/2025 15:00", datetime(2025, 1, 8, 15)),
    ],
)
def test_a_freshdesk_ticket_has_its_day_also_after_excel(tmp_path, created, due, read):
    """The other date columns tell the order; hours written as clock times are read by nobody."""
    done = staged(tmp_path, FRESHDESK.format(created, due))
    assert (done.format, done.questions, done.problems) == ("freshdesk_tickets", (), ())
    assert rows(done, *COLUMNS) == [("Freshdesk", "71", read, "service ticket", "service", "Borea AG", None)]


def test_a_ticket_whose_day_has_two_readings_is_asked_about(tmp_path):
    [question] = staged(tmp_path, FRESHDESK.format("08/01/2025 15:00", "09/01/2025 15:00")).questions
    assert question.key == "date_order" and "08/01/2025" in question.text


def test_freshservice_writes_its_names_in_capitals(tmp_path):
    content = (
        "Association type,Requester VIP,Ticket Id,Requester Name,Requester Email,Created Time,Resolution Status,"
        "Survey Result,Approval Status,Company\n"
        ",No,INC-7,Ada L,ada@b.example,2025-01-08 15:00:00,Within SLA,,,Borea AG\n"
    )
    done = staged(tmp_path, content)
    assert done.format == "freshservice_tickets"
    assert rows(done, "tool", "activity_id", "company") == [("Freshservice", "INC-7", "Borea AG")]


def test_a_ticket_is_no_reply_of_sales_and_no_first_meeting(tmp_path):
    desk = loading.desk(tmp_path / "data")
    loading.load(desk, loading.written(tmp_path, "view.csv", VIEW.strip().split("\n")))
    assert [row[3] for row in loading.current(desk, "activities")] == ["service ticket", "service ticket"]
    assert {row[0] for row in loading.kpis(desk) if row[4]} == set()


@needs_shared
def test_the_real_header_of_freshdesk_is_known():
    path = (SHARED or Path()) / "exports" / "header_rows_only" / "freshdesk_tickets_2025.csv"
    with path.open(encoding="utf-8-sig", newline="") as opened:
        header = next(csv.reader(opened))
    found = identify.identify(raw_table(header, ["x"] * len(header)), formats.declared())
    assert found is not None and found.format.key == "freshdesk_tickets"
    used = [filling.names.places(header) for filling in found.format.columns.values() if filling.names]
    assert [header[places[0]] for places in used] == ["Ticket ID", "Created time", "Company Name"]

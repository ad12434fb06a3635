"""Leads that sales sent back: which words of a tool's lead status say so, and both columns of our own template."""

from collections import Counter
from datetime import datetime

from custodian.intake import templates
from tests.intake.staged import rows, staged
from tests.shared import SHARED, needs_shared


def test_hubspots_lead_status_says_why_a_lead_was_sent_back(tmp_path):
    content = (
        "Record ID,First Name,Email,Create Date,Lead Status\n"
        "1,Ada,a@borea.example,2026-10-02 10:15,Unqualified\n"
        "2,Bo,b@borea.example,2026-10-02 10:15,BAD_TIMING\n"
        "3,Cy,c@borea.example,2026-10-02 10:15,In progress\n"
        "4,Di,d@borea.example,2026-10-02 10:15,\n"
        "5,Ed,e@borea.example,2026-10-02 10:15,Disqualified: no budget\n"
    )
    done = staged(tmp_path, content)
    assert (done.format, done.problems) == ("hubspot_contacts", ())
    assert rows(done, "contact_id", "sent_back_reason") == [
        ("1", "Unqualified"),
        ("2", "BAD_TIMING"),
        ("3", None),
        ("4", None),
        ("5", "Disqualified: no budget"),
    ]


def test_a_zoho_lead_that_is_junk_or_lost_was_sent_back(tmp_path):
    header = "Record Id,Lead Owner,Company,Email,Lead Status,Created Time\n"
    lines = [
        f"zcrm_{number},Ada,Borea AG,e{number}@borea.example,{status},2026-10-02 10:15:00\n"
        for number, status in enumerate(
            ("Junk Lead", "Lost Lead", "Not Qualified", "Pre-Qualified", "Contacted", "New")
        )
    ]
    done = staged(tmp_path, header + "".join(lines))
    assert [reason for (reason,) in rows(done, "sent_back_reason")] == [
        "Junk Lead", "Lost Lead", "Not Qualified", None, None, None,
    ]  # fmt: skip


@needs_shared
def test_the_real_zoho_leads_hold_as_many_junk_and_lost_ones_as_the_file(tmp_path):
    assert SHARED
    done = staged(tmp_path, (SHARED / "datasets/zoho_crm_demo/Leads.csv").read_text("utf-8"))
    assert Counter(reason for (reason,) in rows(done, "sent_back_reason")) == {
        None: 3120, "Lost Lead": 392, "Junk Lead": 388,
    }  # fmt: skip


def test_the_template_has_both_columns_and_works_without_them(tmp_path):
    header = templates.csv("contacts").splitlines()[0].split(",")
    assert {"sent_back_at", "sent_back_reason"} <= {*header}
    content = (
        "tool,contact_id,lead_at,sent_back_at,sent_back_reason\n"
        "HubSpot,1,2026-10-02 10:15:00,2026-10-09 08:00:00,no project\nHubSpot,2,2026-10-02 10:15:00,,\n"
    )
    assert rows(staged(tmp_path, content), "contact_id", "sent_back_at", "sent_back_reason") == [
        ("1", datetime(2026, 10, 9, 8), "no project"),
        ("2", None, None),
    ]
    before = "tool,contact_id,lead_at\nHubSpot,1,2026-10-02 10:15:00\n"
    assert rows(staged(tmp_path, before), "sent_back_at", "sent_back_reason") == [(None, None)]

"""Eight companies on their way, few enough to follow with a finger."""

STORY = {
    "contacts": """
    tool | contact_id | company     | country | source   | campaign | lead_at    | qualified_at | accepted_at | segment
    HS   | 1          | Alpha GmbH  | Germany | Website  |          | 2026-01-05 | 2026-01-08   | 2026-01-10  | Robotics
    HS   | 2          | Beta AG     | Austria | Referral |          | 2026-01-10 | 2026-01-12   |             |
    HS   | 3          | Gamma Ltd   | Germany | Website  |          | 2026-01-15 |              |             |
    HS   | 5          | Epsilon SE  | Germany | Website  |          | 2026-03-01 |              |             |
    HS   | 7          | Eta GmbH    | Austria | Website  | Fair     | 2026-02-05 |              |             | Robotics
    HS   | 9          |             |         | Website  |          | 2026-02-01 |              |             |
    """,
    "deals": """
        tool | deal_id | company | source     | outcome | amount | currency | created_on | closed_on
        SF   | d1      | ALPHA   | Sales call | won     | 100    | EUR      | 2026-01-20 | 2026-02-10
        SF   | d3      | Gamma   |            | lost    | 100    | EUR      | 2026-02-01 | 2026-03-01
        SF   | d4      | Delta   | Sales call | open    | 100    | EUR      | 2026-02-01 | 2026-09-01
        SF   | d8      | Theta   | Sales call | lost    | 100    | EUR      | 2026-02-01 | 2026-02-20
        SF   | d9      | Theta   | Partner    | open    | 100    | EUR      | 2026-02-25 |
    """,
    "activities": """
        tool | activity_id | happened_at | kind      | team  | company | contact_id
        CRM  | a1          | 2026-01-03  | visit     | sales | Zeta    |
        CRM  | a2          | 2026-01-04  | fair talk | sales |         | 7
    """,
    "orders": """
        tool | document_no | company    | ordered_on | amount | currency | status
        Xero | o1          | Alpha GmbH | 2026-02-12 | 100    | EUR      | Paid
        Xero | o2          | Alpha GmbH | 2026-05-12 | 100    | EUR      | Paid
        Xero | o3          | Alpha GmbH | 2026-03-12 | -20    | EUR      | Paid
        Xero | o4          | Beta AG    | 2026-03-12 | 100    | EUR      | Cancelled
        Xero | o5          | Epsilon SE | 2026-01-20 | 100    | EUR      | Paid
    """,
}

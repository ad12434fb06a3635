-- Current contacts.
create or replace view contacts as
select
    import_id,
    line,
    tool,
    contact_id,
    email_hash,
    domain,
    company,
    country,
    source,
    campaign,
    lead_at,
    first_reply_at,
    qualified_at,
    accepted_at,
    opportunity_at,
    customer_at,
    sent_back_at,
    sent_back_reason,
    segment
from ledger.contacts
where is_current

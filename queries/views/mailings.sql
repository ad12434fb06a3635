-- Current mailings.
create or replace view mailings as
select
    import_id,
    line,
    tool,
    mailing_id,
    title,
    audience,
    sent_at,
    sent,
    delivered,
    opens,
    clicks,
    unsubscribes
from ledger.mailings
where is_current

-- Current activities.
create or replace view activities as
select
    import_id,
    line,
    tool,
    activity_id,
    happened_at,
    kind,
    team,
    company,
    contact_id,
    deal_id,
    campaign
from ledger.activities
where is_current

-- Current web days. A row that spans months belongs to no single month.
create or replace view web_days as
select
    import_id,
    line,
    property,
    breakdown,
    member,
    first_day,
    last_day,
    sessions,
    users,
    engaged_sessions,
    key_events,
    if(first_day_of(first_day) = first_day_of(last_day), first_day_of(first_day), null) as month
from ledger.web_days
where is_current

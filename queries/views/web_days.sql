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
    if(date_trunc('month', first_day) = date_trunc('month', last_day), date_trunc('month', first_day)::date, null) as month
from ledger.web_days
where is_current

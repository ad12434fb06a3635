-- Current search days. A row that spans months belongs to no single month.
create or replace view search_days as
select
    import_id,
    line,
    property,
    term,
    first_day,
    last_day,
    clicks,
    impressions,
    position,
    if(date_trunc('month', first_day) = date_trunc('month', last_day), date_trunc('month', first_day)::date, null) as month
from ledger.search_days
where is_current

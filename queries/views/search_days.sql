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
    if(first_day_of(first_day) = first_day_of(last_day), first_day_of(first_day), null) as month
from ledger.search_days
where is_current

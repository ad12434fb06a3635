-- Current search interest. A row that spans months belongs to no single month.
create or replace view search_interest as
select
    import_id,
    line,
    comparison,
    category,
    term,
    region,
    first_day,
    last_day,
    interest,
    if(first_day_of(first_day) = first_day_of(last_day), first_day_of(first_day), null) as month
from ledger.search_interest
where is_current

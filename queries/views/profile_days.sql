-- Current figures of profiles. A row that spans months belongs to no single month.
create or replace view profile_days as
select
    import_id,
    line,
    platform,
    profile,
    metric,
    detail,
    first_day,
    last_day,
    value,
    if(first_day_of(first_day) = first_day_of(last_day), first_day_of(first_day), null) as month
from ledger.profile_days
where is_current

-- Campaigns of the file whose cost of these days is loaded by other parts: whole before and by ad now, by age before.
with levels as (
    select
        0 as import_id,
        line,
        platform,
        account,
        campaign,
        coalesce(detail, '') as detail,
        first_day,
        last_day,
    from read_parquet($rows)
    where cost > 0

    union all

    select
        import_id,
        line,
        platform,
        account,
        campaign,
        coalesce(detail, '') as detail,
        first_day,
        last_day,
    from ledger.campaign_days
    where is_current and cost > 0
),

months as (
    select
        import_id,
        platform,
        account,
        campaign,
        first_day_of(first_day) as month,
        min(line) as line,
        min(first_day) as first_day,
        max(last_day) as last_day,
        list(distinct detail) as parts,
    from levels
    group by all
)

select
    new.line,
    new.campaign,
    imports.file,
from months as new
inner join months as old
    on old.import_id > 0
    and new.platform = old.platform
    and new.campaign = old.campaign
    and new.account is not distinct from old.account
    and new.first_day <= old.last_day
    and new.last_day >= old.first_day
    and not list_has_any(new.parts, old.parts)
inner join ledger.imports as imports on imports.import_id = old.import_id
where new.import_id = 0
order by new.line
limit 1

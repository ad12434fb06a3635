-- expected = "a campaign's day from one export, whole or by its parts"
-- is_fault = false
with levels as (
    -- A campaign report and the report of its ads or placements say the same cost: together they count it twice.
    select
        platform,
        campaign,
        first_day,
        import_id,
        min(line) as line,
        bool_or(coalesce(detail, '') = '') as is_whole,
        bool_or(coalesce(detail, '') <> '') as is_part
    from ledger.campaign_days
    where is_current and cost > 0
    group by all
)

select
    'campaign_days' as table_name,
    part.import_id,
    min(part.line) as line,
    concat('“', part.campaign, '” of ', part.platform, ' also whole, in import ', whole.import_id) as found
from levels as part
inner join levels as whole
    on part.platform = whole.platform
    and part.campaign = whole.campaign
    and part.first_day = whole.first_day
    and part.import_id <> whole.import_id
where part.is_part and whole.is_whole
group by part.import_id, part.platform, part.campaign, whole.import_id
order by part.import_id, line

-- title      = "Sales material used"
-- unit       = "percent"
-- direction  = "up"
-- team       = "marketing"
-- stage      = "experience"
-- place      = 1
-- sources    = ["deals", "asset_uses"]
-- splits     = ["country", "source"]
-- looks_back = true
-- looks_ahead = true
-- definition = "Of the deals decided in the month, the share in which sales used at least one document of marketing's."
-- reason     = "Material that stays in the drawer helps nobody: shows whether marketing makes what sales needs."
-- caveat     = "Counts use, not usefulness. A document sent by private mail is not seen."
-- better     = "sales uses more of marketing's material"
-- worse      = "sales uses less of marketing's material"
with uses as (
    select deal_id, date_trunc('month', min(used_at)) as first_month
    from asset_uses
    group by deal_id
)

select
    date_trunc('month', closed_on)::date as month,
    country,
    source,
    if(uses.deal_id is null, 0, 1) as numerator,
    1 as denominator,
    import_id,
    line
from deals
left join uses using (deal_id)
where
    outcome in ('won', 'lost')
    and closed_on between $first_day and $last_day
    -- Before the first use that was ever recorded nothing is known, which is not the same as no use.
    and closed_on >= (select min(first_month) from uses)

-- title      = "Cost per qualified lead"
-- unit       = "money"
-- direction  = "down"
-- team       = "marketing"
-- stage      = "consider"
-- place      = 2
-- sources    = ["campaign_days", "contacts"]
-- splits     = ["campaign"]
-- definition = "Campaign cost of the month divided by the leads that marketing qualified in it."
-- reason     = "Shows what it costs to bring sales a lead worth a call."
-- caveat     = "A campaign's cost and its leads may fall into different months."
-- better     = "a qualified lead costs less"
-- worse      = "a qualified lead costs more"
select
    month,
    campaign,
    cost as numerator,
    0 as denominator,
    import_id,
    line
from campaign_days
where
    first_day >= $first_day
    and last_day <= $last_day
    -- Without any lead there is nothing to share the cost among; not reading it then spares millions of rows.
    and exists (from contacts)

union all

select
    date_trunc('month', qualified_at)::date as month,
    campaign,
    0 as numerator,
    1 as denominator,
    import_id,
    line
from contacts
where
    qualified_at::date between $first_day and $last_day
    -- Leads of a month whose cost nobody knows cost something all the same.
    and date_trunc('month', qualified_at) in (select month from campaign_days where exists (from contacts))

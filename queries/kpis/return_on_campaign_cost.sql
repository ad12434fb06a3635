-- title      = "Return on campaign cost"
-- unit       = "percent"
-- direction  = "up"
-- team       = "marketing"
-- stage      = "choose"
-- place      = 2
-- sources    = ["campaign_days", "deals"]
-- splits     = ["campaign"]
-- looks_back = true
-- looks_ahead = true
-- may_pass_100 = true
-- definition = "Value of the deals won in the month that marketing brought, divided by the month's campaign cost."
-- reason     = "Does the money that advertising costs come back as orders?"
-- caveat     = "Reaches from the first to the last month with a deal decided. Orders follow campaigns by months: judge it over a year. It is turnover, not profit."
-- better     = "campaigns bring in more for their cost"
-- worse      = "campaigns bring in less for their cost"
select
    month,
    campaign,
    0 as numerator,
    cost as denominator,
    import_id,
    line
from campaign_days
where
    first_day >= $first_day
    and last_day <= $last_day
    -- Where no deal was decided before or after, nobody has told of deals yet, which is not the same as no return.
    and exists (from deals where outcome in ('won', 'lost'))
    and month >= (select first_day_of(min(closed_on)) from deals where outcome in ('won', 'lost'))
    and month <= (select max(closed_on) from deals where outcome in ('won', 'lost'))

union all

select
    date_trunc('month', closed_on)::date as month,
    campaign,
    amount as numerator,
    0 as denominator,
    import_id,
    line
from deals
where
    outcome = 'won'
    and closed_on between $first_day and $last_day
    and from_marketing(source, campaign)

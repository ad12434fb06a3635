-- title      = "Win rate"
-- unit       = "percent"
-- direction  = "up"
-- team       = "sales"
-- stage      = "choose"
-- place      = 1
-- sources    = ["deals"]
-- splits     = ["source", "campaign", "country"]
-- margin     = "share"
-- definition = "Of the deals decided in the month, the share that we won; open deals are not in it."
-- reason     = "The moment of truth of both teams' work."
-- caveat     = "Deals that are never closed as lost make it look better than it is."
-- better     = "we win more of our deals"
-- worse      = "we win fewer of our deals"
select
    date_trunc('month', closed_on)::date as month,
    source,
    campaign,
    country,
    if(outcome = 'won', 1, 0) as numerator,
    1 as denominator,
    import_id,
    line
from deals
where outcome in ('won', 'lost') and closed_on between $first_day and $last_day

-- title      = "Average deal"
-- unit       = "money"
-- direction  = "up"
-- team       = "sales"
-- stage      = "choose"
-- place      = 2
-- sources    = ["deals"]
-- splits     = ["source", "campaign", "country"]
-- definition = "Mean value of the deals won in the month."
-- reason     = "Shows whether we sell more at a time, or only more often."
-- caveat     = "One large deal moves it: look at the rows behind. Deals without a value are not in it."
-- better     = "deals have become larger"
-- worse      = "deals have become smaller"
select
    date_trunc('month', closed_on)::date as month,
    source,
    campaign,
    country,
    amount as numerator,
    1 as denominator,
    import_id,
    line
from deals
where
    outcome = 'won'
    and closed_on between $first_day and $last_day
    and amount is not null

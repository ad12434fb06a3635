-- title      = "Pipeline from marketing"
-- unit       = "money"
-- direction  = "up"
-- team       = "marketing"
-- stage      = "choose"
-- place      = 1
-- sources    = ["deals"]
-- splits     = ["source", "campaign", "country"]
-- definition = "Value of the deals opened in the month that a campaign or another source of marketing brought."
-- reason     = "What marketing's work may become in orders, in money and months before the orders come."
-- caveat     = "The value is the salesperson's estimate of today. Which sources are marketing's is set as marketing_sources in custodian.toml."
-- better     = "marketing brings more pipeline"
-- worse      = "marketing brings less pipeline"
select
    date_trunc('month', created_on)::date as month,
    source,
    campaign,
    country,
    if(from_marketing(source, campaign), amount, 0) as numerator,
    import_id,
    line
from deals
where created_on between $first_day and $last_day

-- title      = "Orders on promise"
-- unit       = "percent"
-- direction  = "up"
-- team       = "sales"
-- stage      = "experience"
-- place      = 1
-- sources    = ["orders"]
-- splits     = ["country"]
-- definition = "Of the orders delivered in the month that had a promised date, the share delivered on that day or before."
-- reason     = "A kept promise is the brand that customers feel."
-- caveat     = "Late orders that are still not delivered are not in it yet."
-- better     = "more orders arrive as promised"
-- worse      = "fewer orders arrive as promised"
select
    date_trunc('month', delivered_on)::date as month,
    country,
    if(delivered_on <= promised_on, 1, 0) as numerator,
    1 as denominator,
    import_id,
    line
from placed_orders
where promised_on is not null and delivered_on between $first_day and $last_day

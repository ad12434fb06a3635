-- title      = "Days to close"
-- unit       = "days"
-- direction  = "down"
-- team       = "sales"
-- stage      = "choose"
-- place      = 3
-- sources    = ["deals"]
-- splits     = ["source", "campaign", "country"]
-- measure    = "median"
-- adds_up    = false
-- definition = "Days from opening a deal to winning it: the middle value of the deals won in the month."
-- reason     = "Time is cost, and a long decision is one that competitors can join."
-- caveat     = "Deals opened in the tool only when they are nearly won make it look short."
-- better     = "deals close faster"
-- worse      = "deals take longer to close"
select
    date_trunc('month', closed_on)::date as month,
    source,
    campaign,
    country,
    date_diff('day', created_on, closed_on) as numerator,
    import_id,
    line
from deals
where outcome = 'won' and closed_on between $first_day and $last_day

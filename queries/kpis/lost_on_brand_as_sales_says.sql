-- title      = "Lost on brand, as sales says"
-- unit       = "percent"
-- direction  = "down"
-- team       = "sales"
-- stage      = "choose"
-- place      = 9
-- sources    = ["deals"]
-- splits     = ["country", "source"]
-- definition = "Of the deals lost in the month with a reason given, the share that the salesperson put down to the brand."
-- reason     = "Beside the buyers' own reason it shows where we misread why we lose."
-- caveat     = "Of several reasons in one text the one named first counts. A pick list's first entry swallows many."
-- better     = "sales puts fewer losses down to the brand"
-- worse      = "sales puts more losses down to the brand"
select
    date_trunc('month', closed_on)::date as month,
    country,
    source,
    reason,
    if(loss_reason(reason) = 'brand', 1, 0) as numerator,
    1 as denominator,
    import_id,
    line
from deals
where
    outcome = 'lost'
    and closed_on between $first_day and $last_day
    and trim(reason) <> ''

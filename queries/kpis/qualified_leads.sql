-- title      = "Qualified leads"
-- unit       = "count"
-- direction  = "up"
-- team       = "marketing"
-- stage      = "consider"
-- place      = 1
-- sources    = ["contacts"]
-- splits     = ["source", "campaign", "country"]
-- definition = "Leads that marketing qualified in the month: worth a salesperson's call by the rule both teams signed."
-- reason     = "What marketing hands over to sales; too few of them now are too few orders later."
-- caveat     = "Counts what was handed over, not whether sales found it good: see leads accepted."
-- better     = "marketing brings more qualified leads"
-- worse      = "marketing brings fewer qualified leads"
select
    date_trunc('month', qualified_at)::date as month,
    source,
    campaign,
    country,
    1 as numerator,
    import_id,
    line
from contacts
where qualified_at::date between $first_day and $last_day

-- title      = "Leads accepted by sales"
-- unit       = "percent"
-- direction  = "up"
-- team       = "sales"
-- stage      = "consider"
-- place      = 2
-- sources    = ["contacts"]
-- splits     = ["source", "campaign", "country"]
-- definition = "Of the leads that marketing qualified in the month, the share that sales has accepted since."
-- reason     = "Shows whether the two teams mean the same by a good lead."
-- caveat     = "Counted by the month of qualification, so the newest months still rise while sales decides."
-- better     = "sales accepts more of marketing's leads"
-- worse      = "sales accepts fewer of marketing's leads"
select
    date_trunc('month', qualified_at)::date as month,
    source,
    campaign,
    country,
    if(accepted_at is null, 0, 1) as numerator,
    1 as denominator,
    import_id,
    line
from contacts
where qualified_at::date between $first_day and $last_day

-- The enquiries that nobody has answered though the time is over, the oldest first.
select
    lead_at,
    coalesce(company, '') as company,
    coalesce(source, '') as source,
    waited,
from ({facts})
where hours is null and waited > $within
order by lead_at, company
limit $most

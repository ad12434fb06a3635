-- Leads that marketing qualified on each day.
select qualified_at::date as day, count(*) as leads
from contacts
where qualified_at::date between $first_day and $last_day
group by day
order by day

-- Of the enquiries of each day, and of all days (day null): answered in time, answered late, not answered though the
-- time is over, still in time. The middle of all replies; how many enquiries have no hour, only a day.
select
    lead_at::date as day,
    count(*) filter (where hours <= $within) as in_time,
    count(*) filter (where hours > $within) as late,
    count(*) filter (where hours is null and waited > $within) as unanswered,
    count(*) filter (where hours is null and waited <= $within) as waiting,
    median(hours) as middle,
    count(*) filter (where lead_at = date_trunc('day', lead_at)) as without_hour,
from ({facts})
group by grouping sets ((lead_at::date), ())
order by day

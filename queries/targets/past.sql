-- Every decision on the targets of a KPI, the newest first.
select
    month,
    value,
    decided_by,
    decided_at,
    coalesce(is_withdrawn, false) as is_withdrawn,
from records.targets
where kpi = $kpi and month between $first_day and $last_day
order by decided_at desc, month

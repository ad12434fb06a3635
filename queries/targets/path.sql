-- The targets of a KPI month by month: the one decided last, by whom.
select
    month,
    arg_max(value, decided_at) as value,
    arg_max(decided_by, decided_at) as decided_by,
from records.targets
where kpi = $kpi and month between $first_day and $last_day
group by month
order by month

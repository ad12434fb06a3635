-- The target in force for the KPIs in a month: the one decided last.
select kpi, arg_max(value, decided_at) as target
from records.targets
where month = $month
group by kpi

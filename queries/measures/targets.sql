-- The target in force for the KPIs in a month.
select kpi, value as target
from targets_in_force
where month = $month

-- The targets in force of some KPIs month by month, and who decided them.
select kpi, month, value, decided_by
from targets_in_force
where kpi = any ($kpis) and month between $first_day and $last_day
order by kpi, month

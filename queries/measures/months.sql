-- The months that any KPI has data for, with how many of them.
select month, count(distinct kpi) as kpis
from ledger.kpi_months
where split = ''
group by month
order by month

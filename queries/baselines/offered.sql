-- The months of a KPI that have a value and are over, oldest first.
select month
from ledger.kpi_months
where kpi = $kpi and split = '' and last_day(month) < $today
group by month
order by month

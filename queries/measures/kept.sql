-- What the pages read.
select kpi, month, split, member, numerator, denominator, squares, n
from ledger.kpi_months
where kpi = any ($kpis) and split = $split and month between $first_day and $last_day
order by kpi, member, month

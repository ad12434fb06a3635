-- What every KPI says of the months touched, to be held against what it will say.
select kpi, month, numerator, denominator
from ledger.kpi_months
where split = '' and month between $first_day and $last_day
order by kpi, month

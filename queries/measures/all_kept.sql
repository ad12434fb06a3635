-- Every materialised month of every KPI, in a fixed order.
select kpi, month, split, member, numerator, denominator, squares, n
from ledger.kpi_months
order by all

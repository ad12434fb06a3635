-- The months in which current rows of a table begin.
select distinct date_trunc('month', {day})::date as month
from ledger.{table}
where is_current and {day} is not null
order by month

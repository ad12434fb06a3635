-- The current rows of a table, in a fixed order.
select {columns}
from ledger.{table}
where is_current
order by all

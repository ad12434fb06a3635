-- All rows of a table, current or not, in a fixed order.
select {columns}
from ledger.{table}
order by all

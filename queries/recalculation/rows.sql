-- Every current row of a table, as the files said it.
select {columns}
from ledger.{table}
where is_current

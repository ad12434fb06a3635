-- The current rows of a table that begin in one month.
select {columns}
from ledger.{table}
where is_current and {day} >= $first_day and {day} < $next

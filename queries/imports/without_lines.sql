-- The rows of a file but for some lines.
from read_parquet($rows)
where line not in (select unnest($lines::bigint[]))
order by line

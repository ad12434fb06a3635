-- First and last line of a file's rows.
select min(line) as first_line, max(line) as last_line
from read_parquet($rows)

-- First and last day of a file's rows.
select min(least({days}))::date as first_day, max(greatest({days}))::date as last_day
from read_parquet($rows)

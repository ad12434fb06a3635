-- Rows that cover more than one month.
select count(*) as spanning
from read_parquet($rows)
where date_trunc('month', first_day) <> date_trunc('month', last_day)

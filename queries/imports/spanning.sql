-- Rows that cover more than one day, and those that cover more than one month.
select
    count(*) as ranges,
    count(*) filter (where first_day_of(first_day) <> first_day_of(last_day)) as spanning,
from read_parquet($rows)
where first_day <> last_day

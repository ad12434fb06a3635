-- Of rows by day: the last day, on how many of the 28 days up to it there are rows, and whether any row spans months.
select
    max(last_day) as last_day,
    count(distinct last_day) filter (where last_day > (select max(last_day) - 28 from {table})) as days,
    coalesce(bool_or(month is null), false) as spans_months,
from {table}

-- The last day with rows, on how many weekdays and other days of the 28 up to it there are rows, and whether any row
-- spans months. From the ledger's own table: a view would look up what the money of millions of rows is worth.
with rows as (
    select {first}::date as first_day, {last}::date as last_day
    from ledger.{table}
    where is_current
),

of_last_days as (
    select distinct last_day as day
    from rows
    where last_day > (select max(last_day) - 28 from rows)
)

select
    (select max(last_day) from rows) as last_day,
    count(*) filter (where isodow(day) <= 5) as weekdays,
    count(*) filter (where isodow(day) > 5) as days_off,
    -- Few rows have several days; only of those the months are compared.
    exists (from rows where last_day > first_day and month(last_day) <> month(first_day)) as spans_months,
from of_last_days

-- Of rows by day: the last day, on how many of the 28 days up to it there are rows, and whether any row spans months.
-- From the ledger's own table, for the view would look up what the money of millions of rows is worth.
with rows as (
    select first_day, last_day
    from ledger.{table}
    where is_current
)

select
    (select max(last_day) from rows) as last_day,
    (select count(distinct last_day) from rows where last_day > (select max(last_day) - 28 from rows)) as days,
    -- Few rows have several days; only of those the months are compared.
    exists (from rows where last_day > first_day and month(last_day) <> month(first_day)) as spans_months,

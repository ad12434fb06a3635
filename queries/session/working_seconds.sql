-- Working seconds up to a moment: the clock runs only on workdays between opening and closing. Whole ones, so exact.
create or replace macro working_seconds_until(moment) as (
    select 3600 * hours_before + least(greatest(date_diff('second', opens, moment), 0), 3600 * hours)
    from workdays
    where day = moment::date
)

-- Working hours between two moments: the clock runs only on workdays between opening and closing.
create or replace macro working_hours_until(moment) as (
    select hours_before + least(greatest(date_diff('second', opens, moment) / 3600.0, 0), hours)
    from workdays
    where day = moment::date
)

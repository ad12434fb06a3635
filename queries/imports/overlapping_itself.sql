-- Rows of one file over overlapping days of the same thing: a month beside its days.
with new as (
    select line, first_day, last_day, {thing}
    from read_parquet($rows)
)

select
    greatest(new.line, old.line) as line,
    if(new.line > old.line, new.first_day, old.first_day) as first_day,
    if(new.line > old.line, new.last_day, old.last_day) as last_day,
    least(new.line, old.line) as old_line,
    if(new.line > old.line, old.first_day, new.first_day) as old_first,
    if(new.line > old.line, old.last_day, new.last_day) as old_last,
    '' as file,
from (from new where first_day <> last_day) as new
inner join new as old
    on row({new_thing}) is not distinct from row({old_thing})
    and old.first_day <= new.last_day
    and old.last_day >= new.first_day
    and (old.first_day <> new.first_day or old.last_day <> new.last_day)
order by line, old_line
limit 1

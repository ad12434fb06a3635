-- Days that would count twice: a row of the file and a current row of the same thing, over other days that overlap.
select
    new.line,
    new.first_day,
    new.last_day,
    old.first_day as old_first_day,
    old.last_day as old_last_day,
    imports.file,
from read_parquet($rows) as new
inner join ledger.{table} as old
    on old.is_current
    and row({new_thing}) is not distinct from row({old_thing})
    and old.first_day <= new.last_day
    and old.last_day >= new.first_day
    and (old.first_day <> new.first_day or old.last_day <> new.last_day)
inner join ledger.imports as imports on imports.import_id = old.import_id
where new.first_day <> new.last_day or old.first_day <> old.last_day
order by new.line
limit 1

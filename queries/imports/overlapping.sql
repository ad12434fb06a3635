-- Days that would count twice: a row of the file and a current row of the same thing, over other days that overlap.
-- One of the two covers several days; joining only those keeps it from pairing every day with every other.
with new as (
    select line, first_day, last_day, {thing}
    from read_parquet($rows)
),

old as (
    select import_id, line, first_day, last_day, {thing}
    from ledger.{table}
    where is_current
),

pairs as (
    select new.line, new.first_day, new.last_day, old.import_id, old.line as old_line, old.first_day as old_first, old.last_day as old_last
    from (from new where first_day <> last_day) as new
    inner join old on row({new_thing}) is not distinct from row({old_thing})

    union all

    select new.line, new.first_day, new.last_day, old.import_id, old.line as old_line, old.first_day as old_first, old.last_day as old_last
    from new
    inner join (from old where first_day <> last_day) as old on row({new_thing}) is not distinct from row({old_thing})
)

select
    pairs.line,
    pairs.first_day,
    pairs.last_day,
    pairs.old_line,
    pairs.old_first,
    pairs.old_last,
    imports.file,
from pairs
inner join ledger.imports as imports using (import_id)
where
    pairs.old_first <= pairs.last_day
    and pairs.old_last >= pairs.first_day
    and (pairs.old_first <> pairs.first_day or pairs.old_last <> pairs.last_day)
order by pairs.line, pairs.old_first
limit 1

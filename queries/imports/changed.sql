-- Some rows that the file changes, as they are and as they will be. A line can hold several: a respondent's answers do.
with new as (
    select line, hash({key}) as key_hash, {columns}
    from read_parquet($rows)
)

select new.line, old as before, new as after
from new
inner join ledger.{table} as old
    on old.is_current and new.key_hash = old.key_hash and row({new_key}) is not distinct from row({old_key})
where row({old_columns}) is distinct from row({new_columns})
order by new.line, new.key_hash
limit $most

-- Some rows that the file changes: as they are now (is_new false) and, with the same line, as they will be.
with new as (
    select line, hash({key}) as key_hash, {columns}
    from read_parquet($rows)
),

pairs as (
    select new.line, old.import_id, old.key_hash
    from new
    inner join ledger.{table} as old
        on old.is_current and new.key_hash = old.key_hash and row({new_key}) is not distinct from row({old_key})
    where row({old_columns}) is distinct from row({new_columns})
    order by new.line
    limit $most
)

select pairs.line, true as is_new, {new_columns}
from pairs
inner join new on new.line = pairs.line

union all

select pairs.line, false as is_new, {old_columns}
from pairs
inner join ledger.{table} as old
    on old.is_current and old.key_hash = pairs.key_hash and old.import_id = pairs.import_id

order by line, is_new

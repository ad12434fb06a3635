-- How the rows of a file stand to the current rows with the same key. Equal hashes are only a shortcut to equal keys.
with new as (
    select hash({key}) as key_hash, {columns}
    from read_parquet($rows)
),

old as (
    select import_id, key_hash, {columns}
    from ledger.{table}
    where is_current
)

select
    count(*) filter (where old.import_id is null) as added,
    count(*) filter (where old.import_id is not null and row({old_columns}) is distinct from row({new_columns})) as changed,
    count(*) filter (where old.import_id is not null and row({old_columns}) is not distinct from row({new_columns})) as unchanged,
from new
left join old
    on new.key_hash = old.key_hash and row({new_key}) is not distinct from row({old_key})

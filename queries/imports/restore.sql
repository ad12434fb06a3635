-- For every key of the undone import the newest import that is not undone becomes current again.
update ledger.{table} as old
set is_current = true
from (
    select key_hash, {key}, max(import_id) as import_id
    from ledger.{table}
    where
        key_hash in (select key_hash from ledger.{table} where import_id = $import_id)
        and import_id in (select import_id from ledger.imports where undone_at is null)
    group by all
) as new
where
    old.import_id = new.import_id
    and old.key_hash = new.key_hash
    and row({old_key}) is not distinct from row({new_key})

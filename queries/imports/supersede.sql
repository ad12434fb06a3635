-- The newest import of a key is current; what it replaces stays, no longer current.
update ledger.{table} as old
set is_current = false
from (select * from ledger.{table} where import_id = $import_id) as new
where
    old.is_current
    and old.import_id <> $import_id
    and old.key_hash = new.key_hash
    and row({old_key}) is not distinct from row({new_key})

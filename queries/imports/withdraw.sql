update ledger.{table}
set is_current = false
where import_id = $import_id and is_current

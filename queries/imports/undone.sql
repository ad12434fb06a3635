update ledger.imports
set undone_by = $by, undone_at = $at
where import_id = $import_id and undone_at is null

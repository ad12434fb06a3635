insert into ledger.imports
values (
    $import_id, $file, $part, $hash, $format, $source, $target, $contract,
    $rows_read, $rows_added, $rows_changed, $rows_unchanged, $rows_vanished, $rows_refused, $totals_dropped,
    $first_month, $last_month, $imported_by, $imported_at, null, null
)

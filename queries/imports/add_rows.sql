-- Every row of the file, also those that change nothing: undoing an earlier import must not lose them.
insert into ledger.{table} (import_id, line, key_hash, is_current, {columns})
select
    $import_id as import_id,
    line,
    hash({key}) as key_hash,
    true as is_current,
    {columns}
from read_parquet($rows)

-- Whether a column that the ledger has got only lately is empty in a whole import, though its file fills it.
select
    (select count({column}) from ledger.{table} where import_id = $import_id) = 0
    and (select count({column}) from read_parquet($rows)) > 0 as is_untold

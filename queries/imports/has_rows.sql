select exists (from ledger.{table} where is_current) as has_rows

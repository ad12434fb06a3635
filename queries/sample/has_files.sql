-- Was anything ever loaded, undone or not?
select exists (from ledger.imports) as has_files

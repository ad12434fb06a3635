-- Rows just loaded are not in DuckDB's statistics yet: it takes them for few and would build its hash table of millions.
set disabled_optimizers = 'build_side_probe_side'

-- Let DuckDB count how far a long statement of this cursor is.
set enable_progress_bar = true

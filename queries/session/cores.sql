-- How many cores DuckDB may use for statements that come from anybody.
set threads = $cores

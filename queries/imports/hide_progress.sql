-- Whoever waits is told in our own words: DuckDB draws no bar by itself.
set enable_progress_bar_print = false

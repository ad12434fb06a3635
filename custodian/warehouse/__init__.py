"""DuckDB and SQL: catalogues, migrations, running a named query. Knows tables, no meaning."""

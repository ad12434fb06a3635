select type = 'duckdb' as is_embedded
from duckdb_databases()
where database_name = 'records'

-- What DuckDB does by itself with an export: no type is checked, no row compared, nothing can be undone.
create table campaign_days as
from read_csv($path)

-- Rows of an import, and how many of them are current.
select count(*) as rows, count(*) filter (where is_current) as current
from ledger.{table}
where import_id = $import_id

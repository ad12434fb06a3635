-- The import that already brought this very table.
select import_id
from ledger.imports
where hash = $hash and part = $part and format = $format and source = $source and undone_at is null
order by import_id desc
limit 1

-- Imports that already brought this very table, the newest first, with how it was read.
select import_id, contract
from ledger.imports
where hash = $hash and part = $part and format = $format and source = $source and undone_at is null
order by import_id desc

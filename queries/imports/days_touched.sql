-- First and last day of all rows, current or not, that share a key with this import: what it moves.
select min(least({days}))::date as first_day, max(greatest({days}))::date as last_day
from ledger.{table}
where key_hash in (select key_hash from ledger.{table} where import_id = $import_id)

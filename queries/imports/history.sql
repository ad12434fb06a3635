select *
from ledger.imports
order by import_id desc

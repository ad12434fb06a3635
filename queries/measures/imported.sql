-- For every import in force its table, the months its rows lie in, and the day it was made.
select
    target,
    first_month,
    last_month,
    imported_at::date as imported_on,
from ledger.imports
where undone_at is null

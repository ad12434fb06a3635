-- expected = "a deal that was closed on or after the day it was opened"
-- is_fault = false
select
    'deals' as table_name,
    import_id,
    line,
    concat('opened ', created_on, ', closed ', closed_on) as found
from ledger.deals
where is_current and outcome <> 'open' and closed_on < created_on
order by import_id, line

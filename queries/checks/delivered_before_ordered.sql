-- expected = "an order that was delivered on or after the day it was placed"
-- is_fault = false
select
    'orders' as table_name,
    import_id,
    line,
    concat('ordered ', ordered_on, ', delivered ', delivered_on) as found
from ledger.orders
where is_current and delivered_on < ordered_on
order by import_id, line

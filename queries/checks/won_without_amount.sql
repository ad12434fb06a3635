-- expected = "a won deal with its amount"
-- is_fault = false
select
    'deals' as table_name,
    import_id,
    line,
    'none: it is missing from revenue and from the average deal' as found
from ledger.deals
where is_current and outcome = 'won' and amount is null
order by import_id, line

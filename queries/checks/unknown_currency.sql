-- expected = "an amount in a currency with a known rate"
-- is_fault = true
select 'deals' as table_name, import_id, line, currency as found
from ledger.deals
where is_current and amount <> 0 and not exists (from rates where rates.currency = deals.currency)

union all

select 'orders' as table_name, import_id, line, currency as found
from ledger.orders
where is_current and amount <> 0 and not exists (from rates where rates.currency = orders.currency)

union all

select 'campaign_days' as table_name, import_id, line, currency as found
from ledger.campaign_days
where is_current and cost <> 0 and not exists (from rates where rates.currency = campaign_days.currency)

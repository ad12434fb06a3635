-- expected = "a last day that is not before the first"
-- is_fault = true
select 'campaign_days' as table_name, import_id, line, last_day::varchar as found
from ledger.campaign_days
where is_current and last_day < first_day

union all

select 'web_days' as table_name, import_id, line, last_day::varchar as found
from ledger.web_days
where is_current and last_day < first_day

union all

select 'search_days' as table_name, import_id, line, last_day::varchar as found
from ledger.search_days
where is_current and last_day < first_day

union all

select 'search_interest' as table_name, import_id, line, last_day::varchar as found
from ledger.search_interest
where is_current and last_day < first_day

union all

select 'profile_days' as table_name, import_id, line, last_day::varchar as found
from ledger.profile_days
where is_current and last_day < first_day

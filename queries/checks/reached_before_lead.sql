-- expected = "a contact that was a lead before marketing qualified it or sales accepted it"
-- is_fault = false
select
    'contacts' as table_name,
    import_id,
    line,
    concat('a lead on ', lead_at::date, ', further on ', least(qualified_at, accepted_at)::date) as found
from ledger.contacts
where is_current and least(qualified_at, accepted_at)::date < lead_at::date
order by import_id, line

select id, version, what, owner, due, done_on, coalesce(kpi, '') as kpi, written_by, written_at
from records.actions
where is_current
order by due, what, id

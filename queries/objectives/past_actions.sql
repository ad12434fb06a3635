-- Every version of one action, the newest first.
select
    id,
    version,
    what,
    owner,
    due,
    done_on,
    coalesce(kpi, '') as kpi,
    coalesce(is_taken_back, false) as is_taken_back,
    written_by,
    written_at,
from records.actions
where id = $id
order by version desc

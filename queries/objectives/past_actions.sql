-- Every version of one action, of all where none is named; of each the newest first.
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
where $id in (id, '')
order by id, version desc

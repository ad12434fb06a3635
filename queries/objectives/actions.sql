-- As they stand, those taken back left out.
select
    id,
    version,
    what,
    owner,
    due,
    done_on,
    coalesce(kpi, '') as kpi,
    false as is_taken_back,
    written_by,
    written_at,
from records.actions
where is_current and not coalesce(is_taken_back, false)
order by due, what, id

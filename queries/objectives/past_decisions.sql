-- Every version of one decision, the newest first.
select
    id,
    coalesce(version, 1) as version,
    decided_on,
    what,
    coalesce(is_taken_back, false) as is_taken_back,
    written_by,
    written_at,
from records.decisions
where id = $id
order by version desc

-- Every version of one decision, of all where none is named; of each the newest first.
select
    id,
    coalesce(version, 1) as version,
    decided_on,
    what,
    coalesce(is_taken_back, false) as is_taken_back,
    written_by,
    written_at,
from records.decisions
where $id in (id, '')
order by id, version desc

-- Every version of one annotation, the newest first.
select
    id,
    version,
    kind,
    what,
    first_day,
    last_day,
    touches,
    is_taken_back,
    written_by,
    written_at,
from records.annotations
where id = $id
order by version desc

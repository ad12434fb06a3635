-- The annotations that were not taken back and lie, at least in part, between two days.
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
where is_current and not is_taken_back and first_day <= $last_day and last_day >= $first_day
order by first_day, last_day, what, id

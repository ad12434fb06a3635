-- Every annotation as it stands, those taken back too, the newest day first.
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
where is_current
order by first_day desc, last_day desc, what, id

-- Every meeting as it stands, the newest first.
select id, version, month, planned, present, item, began_at, written_by, written_at
from records.meetings
where is_current
order by began_at desc, id

-- Every version of one meeting, the oldest first.
select id, version, month, planned, present, item, began_at, written_by, written_at
from records.meetings
where id = $id
order by version

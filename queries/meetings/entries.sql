-- In the order in which they were written down.
select kind, entry, carries_out
from records.meeting_entries
where meeting = $meeting
order by written_at, entry

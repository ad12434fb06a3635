insert into records.meeting_entries (meeting, kind, entry, carries_out, written_at)
values ($meeting, $kind, $entry, $carries_out, $written_at)

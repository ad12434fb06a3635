insert into records.meeting_papers (meeting, version, part, words, written_at)
values ($meeting, $version, $part, $words, $written_at)

insert into records.meeting_checks (meeting, points, word)
values ($meeting, $points, $word)

-- Every point of every question begins at nought, so that no later row tells when it was first chosen.
insert into records.pulse_tallies (quarter, team, question, point, answers)
select $quarter, $team, question, point, 0
from unnest($questions) as questions (question)
cross join unnest($points) as points (point)
where not exists (from records.pulse_tallies where quarter = $quarter and team = $team)

-- All counts of the team are written anew, not only those that grow: which row was written last tells nothing.
update records.pulse_tallies
set answers = answers + case when [question || ' ' || point] <@ $chosen then 1 else 0 end
where quarter = $quarter and team = $team

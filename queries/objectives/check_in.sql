insert into records.check_ins (id, objective, team, note, how_sure, written_by, written_at)
values ($id, $objective, $team, $note, $how_sure, $written_by, $written_at)

insert into records.check_ins (id, objective, team, note, how_sure, place, written_by, written_at)
select
    $id,
    $objective,
    $team,
    $note,
    $how_sure,
    (select count(*) from records.check_ins where objective = $objective),
    $written_by,
    $written_at

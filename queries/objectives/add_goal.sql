insert into records.goals (
    id, version, is_current, title, owner, first_day, last_day, status, written_by, written_at
)
values ($id, $version, true, $title, $owner, $first_day, $last_day, $status, $written_by, $written_at)

insert into records.annotations (
    id, version, is_current, kind, what, first_day, last_day, touches, is_taken_back, written_by, written_at
)
values (
    $id, $version, true, $kind, $what, $first_day, $last_day, $touches, $is_taken_back, $written_by, $written_at
)

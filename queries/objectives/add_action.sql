insert into records.actions (
    id,
    version,
    is_current,
    what,
    owner,
    due,
    done_on,
    kpi,
    is_taken_back,
    written_by,
    written_at
)
values ($id, $version, true, $what, $owner, $due, $done_on, $kpi, $is_taken_back, $written_by, $written_at)

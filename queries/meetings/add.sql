insert into records.meetings (
    id, version, is_current, month, planned, present, item, began_at, written_by, written_at
)
values ($id, $version, true, $month, $planned, $present, $item, $began_at, $written_by, $written_at)

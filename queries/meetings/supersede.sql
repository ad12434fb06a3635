update records.meetings
set is_current = false
where id = $id and version = $version and is_current

update records.annotations
set is_current = false
where id = $id and version = $version and is_current

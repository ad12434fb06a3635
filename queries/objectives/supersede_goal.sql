-- Counts one where the version was still the current one, nought where somebody was faster.
update records.goals
set is_current = false
where id = $id and version = $version and is_current

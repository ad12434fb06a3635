-- Counts one where the version was still the current one, nought where somebody was faster.
update records.decisions
set is_current = false
where id = $id and coalesce(version, 1) = $version and coalesce(is_current, true)

-- Counts one where the version was still the current one, nought where somebody was faster.
update records.agreements
set is_current = false
where version = $version and is_current

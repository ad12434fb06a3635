-- Counts one where the version was still the current one, nought where somebody was faster.
update records.baselines
set is_current = false
where kpi = $kpi and first_month = $first_month and version = $version and is_current

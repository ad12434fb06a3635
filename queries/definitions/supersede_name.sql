update records.kpi_names
set is_current = false
where kpi = $kpi and team = $team and version = $version and is_current

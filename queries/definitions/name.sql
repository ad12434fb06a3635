insert into records.kpi_names (kpi, team, says, version, is_current, written_by, written_at)
values ($kpi, $team, $says, $version, true, $written_by, $written_at)

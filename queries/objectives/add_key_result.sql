insert into records.key_results (objective, version, place, kpi, start, target)
values ($objective, $version, $place, $kpi, $start, $target)

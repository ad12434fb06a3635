insert into records.key_results (objective, version, place, kpi, start, target, weight)
values ($objective, $version, $place, $kpi, $start, $target, $weight)

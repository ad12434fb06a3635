insert into records.key_result_paths (objective, version, kpi, month, value)
values ($objective, $version, $kpi, $month, $value)

insert into records.baselines (kpi, first_month, version, is_current, is_in_force, reason, written_by, written_at)
values ($kpi, $first_month, $version, true, $is_in_force, $reason, $written_by, $written_at)

insert into records.targets (kpi, month, value, decided_by, decided_at, is_withdrawn)
values ($kpi, $month, $value, $decided_by, $decided_at, $is_withdrawn)

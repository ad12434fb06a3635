-- A test's target.
insert into records.targets (kpi, month, value, decided_by, decided_at)
values ($kpi, $month, $value, 'a test', $decided_at)

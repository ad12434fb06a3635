insert into records.definition_withdrawals (kpi, version, written_by, written_at)
values ($kpi, $version, $written_by, $written_at)

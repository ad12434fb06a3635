insert into records.digests_told (kpi, verdict, since, month, told_at)
values ($kpi, $verdict, $since, $month, $told_at)

-- What was told, the first time first.
select kpi, verdict, since, month, told_at
from records.digests_told
order by told_at, month, kpi

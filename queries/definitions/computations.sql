-- How each KPI was computed and worded by the versions of Custodian that were here, the newest first.
select
    kpi,
    fingerprint,
    words,
    seen_at,
from records.computations
order by kpi, seen_at desc

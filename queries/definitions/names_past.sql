-- Every version of what the teams call one KPI, the newest first.
select
    kpi,
    team,
    says,
    version,
    written_by,
    written_at,
from records.kpi_names
where kpi = $kpi
order by written_at desc, version desc

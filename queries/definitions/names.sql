-- What each team calls the KPIs, as it stands; empty where it was taken back.
select
    kpi,
    team,
    says,
    version,
    written_by,
    written_at,
from records.kpi_names
where is_current
order by kpi, team desc

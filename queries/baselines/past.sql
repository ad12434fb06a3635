-- Every version of every baseline of a KPI, the newest first.
select kpi, first_month, reason, is_in_force, version, written_by, written_at
from records.baselines
where kpi = $kpi
order by written_at desc, version desc

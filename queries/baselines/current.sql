-- What people decided last about each month, what they took back too.
select kpi, first_month, reason, is_in_force, version, written_by, written_at
from records.baselines
where is_current
order by kpi, first_month

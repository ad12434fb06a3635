-- What each KPI should be, month by month: the target decided last, unless that decision took it away.
create or replace view targets_in_force as
select
    kpi,
    month,
    arg_max(value, decided_at) as value,
    arg_max(decided_by, decided_at) as decided_by,
from records.targets
group by kpi, month
having not arg_max(coalesce(is_withdrawn, false), decided_at)

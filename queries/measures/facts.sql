-- The facts of a KPI with every column a measure may ask for; what the KPI does not have is null.
select
    *,
    '' as in_total,
from ({facts})

union all by name

select
    null as denominator,
    null as entity,
    null as import_id,
    null as line,
where false

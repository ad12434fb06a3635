-- The objectives as they stand, in the order in which they were first written.
with begun as (
    select id, min(written_at) as first_written_at
    from records.objectives
    group by id
)
select
    objectives.id,
    objectives.version,
    objectives.title,
    objectives.why,
    objectives.first_day,
    objectives.last_day,
    objectives.sales_owner,
    objectives.marketing_owner,
    objectives.status,
    coalesce(objectives.weight, 1) as weight,
    coalesce(objectives.lesson, '') as lesson,
    coalesce(objectives.carried_from, '') as carried_from,
    objectives.written_by,
    objectives.written_at,
from records.objectives
inner join begun using (id)
where objectives.is_current
order by begun.first_written_at, objectives.title, objectives.id

-- Every version of one objective, of all where none is named; of each the newest first.
select
    id,
    version,
    title,
    why,
    first_day,
    last_day,
    sales_owner,
    marketing_owner,
    status,
    coalesce(weight, 1) as weight,
    coalesce(lesson, '') as lesson,
    coalesce(carried_from, '') as carried_from,
    written_by,
    written_at,
from records.objectives
where $id in (id, '')
order by id, version desc

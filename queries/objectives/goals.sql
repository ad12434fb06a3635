-- The goals as they stand, in the order in which they were first written.
with begun as (
    select id, min(written_at) as first_written_at
    from records.goals
    group by id
)
select
    goals.id,
    goals.version,
    goals.title,
    goals.owner,
    goals.first_day,
    goals.last_day,
    goals.status,
    goals.written_by,
    goals.written_at,
from records.goals
inner join begun using (id)
where goals.is_current
order by begun.first_written_at, goals.title, goals.id

-- What each team says in each quarter that is over; no figure where fewer than $least answered.
with summed as (
    select
        quarter,
        team,
        question,
        sum(answers)::integer as n,
        sum(answers * point)::integer as total,
        sum(answers * point * point)::integer as squares,
    from records.pulse_tallies
    where quarter < $open_quarter
    group by quarter, team, question
)
select
    quarter,
    team,
    question,
    case when n >= $least then n end as n,
    case when n >= $least then total end as total,
    case when n >= $least then squares end as squares,
from summed
order by quarter, team, question

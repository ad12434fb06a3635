-- From each step of `starts` to the one beside it in `ends`: of the companies that took part in it, how many went on, are
-- lost or are still on the way, after how many days. "past" are those that came in at a later step. Where no file tells
-- the step's own day, a company is counted without days.
with chosen as (
    select *
    from journeys
    where
        cohort between $first and $last
        and ($source is null or source = $source)
        and ($campaign is null or campaign = $campaign)
        and ($country is null or country = $country)
        and ($segment is null or segment = $segment)
        and ($team is null or team = $team)
),

steps as (
    select unnest($starts::integer[]) as start, unnest($ends::integer[]) as next, unnest($known_to::date[]) as known_to
),

taken as (
    select
        start,
        next,
        own[start] = passed[start] as is_timed,
        passed[start] as began,
        case
            when entry > next then 'past'
            when passed[next] is not null then 'arrived'
            when lost_on is not null then 'lost'
            else 'waiting'
        end as outcome,
        case outcome
            when 'past' then passed[entry]
            when 'arrived' then passed[next]
            when 'lost' then lost_on
            else known_to
        end as ended
    from chosen
    cross join steps
    where passed[start] is not null and (start = 1 or start >= entry)
)

select
    start,
    next,
    outcome,
    if(is_timed, greatest(ended - began, 0), null) as days,
    count(*) as companies
from taken
group by all
order by all

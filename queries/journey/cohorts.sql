-- By month of the first sign (and in total, where it is null) and by step: how many companies took part in it, how many
-- came in there, and in how many days nine of ten of those that got there did.
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

taken as (
    select
        cohort,
        step,
        passed[step] - entered_on as days,
        entry = step as comes_in
    from chosen
    cross join (select unnest($steps::integer[]) as step)
    where passed[step] is not null and (step = 1 or step >= entry)
)

select
    cohort,
    step,
    count(*) as reached,
    count(*) filter (where comes_in) as came_in,
    quantile_disc(days, 0.9) as most_within
from taken
group by grouping sets ((cohort, step), (step))
order by all

-- The companies in a state at a step, the last that came first: one row for every step that a file tells, with that file
-- and line; the row without a step says when it was lost.
with chosen as (
    select
        *,
        case
            when $next is null then 'reached'
            when entry > $next then 'past'
            when passed[$next] is not null then 'arrived'
            when lost_on is not null then 'lost'
            else 'waiting'
        end as outcome
    from journeys
    where
        cohort between $first and $last
        and ($source is null or source = $source)
        and ($campaign is null or campaign = $campaign)
        and ($country is null or country = $country)
        and ($segment is null or segment = $segment)
        and ($team is null or team = $team)
        and passed[$start] is not null
        and ($start = 1 or $start >= entry)
),

wanted as (
    select *, count(*) over () as companies
    from chosen
    where $state in ('reached', outcome) or ($state = 'came_in' and entry = $start)
    order by entered_on desc, company
    limit $most
),

told as (
    select *, unnest(origins) as origin, unnest($names::varchar[]) as step from wanted
    union all
    select *, lost as origin, null as step from wanted
)

select
    told.companies,
    told.company,
    told.name,
    told.country,
    told.segment,
    told.source,
    told.campaign,
    told.team,
    told.step,
    told.origin['on'] as day,
    concat_ws(' › ', imports.file, nullif(imports.part, '')) as file,
    told.origin['line'] as line
from told
left join ledger.imports on imports.import_id = told.origin['import_id']
where told.origin is not null
order by told.entered_on desc, told.company, day, told.step

-- What is to be said beside the figures: how many companies have a step dated after a later one.
select
    count(*) as companies,
    count(*) filter (where is_disordered) as disordered
from journeys
where
    cohort between $first and $last
    and ($source is null or source = $source)
    and ($campaign is null or campaign = $campaign)
    and ($country is null or country = $country)
    and ($segment is null or segment = $segment)
    and ($team is null or team = $team)

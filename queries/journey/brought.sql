-- Who brought the companies: by member of $by, those first seen before they bought, how many of them got how far, and
-- beside them those first seen when they bought.
select
    case $by when 'source' then source when 'campaign' then campaign when 'country' then country when 'segment' then segment else team end as member,
    -- sources of one name may stand under several teams: a campaign makes it marketing's
    if(count(distinct team) = 1, min(team), 'several') as team,
    count(*) filter (where entry is null or entry < 6) as prospects,
    count(*) filter (where entry < 6 and passed[5] is not null) as opportunities,
    count(*) filter (where entry < 6 and passed[6] is not null) as customers,
    count(*) filter (where entry < 6 and passed[8] is not null) as repeated,
    count(*) filter (where entry >= 6) as bought_at_once
from journeys
where
    cohort between $first and $last
    and ($source is null or source = $source)
    and ($campaign is null or campaign = $campaign)
    and ($country is null or country = $country)
    and ($segment is null or segment = $segment)
    and ($team is null or team = $team)
group by member
order by prospects desc, bought_at_once desc, member

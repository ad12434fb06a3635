-- What the companies can be chosen by, the most frequent first.
select 'source' as split, source as member, count(*) as companies
from ledger.journeys
where source is not null
group by source

union all

select 'campaign', campaign, count(*)
from ledger.journeys
where campaign is not null
group by campaign

union all

select 'country', country, count(*)
from ledger.journeys
where country is not null
group by country

union all

select 'segment', segment, count(*)
from ledger.journeys
where segment is not null
group by segment
order by split, companies desc, member

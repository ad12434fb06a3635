-- Normalised names of contacts that share a domain. A name that stands at domains of different names ("n/a", a frequent
-- surname, an adviser's clients) says nothing of them and ties nothing together.
with seen as (
    select distinct
        normalised_name(company) as normalised,
        lower(domain) as domain,
        split_part(lower(domain), '.', 1) as label
    from contacts
    where
        domain is not null
        and normalised_name(company) is not null
        and lower(domain) not in (select unnest($hosters::varchar[]))
),

telling as (
    select normalised
    from seen
    group by normalised
    having count(distinct label) = 1
)

select domain, list(normalised order by normalised) as normalised
from seen
semi join telling using (normalised)
group by domain
having count(*) > 1
order by domain

-- Normalised names of contacts that share a domain (`domains_frame`: what each address belongs to). A name that stands at
-- domains of different names ("n/a", a frequent surname, an adviser's clients) says nothing of them and ties nothing
-- together; nor does a domain of many names (an adviser, a mail hoster that no list knows) those that do not bear its own.
with seen as (
    select distinct
        normalised_name(names.company) as normalised,
        at_home.own as domain,
        at_home.label
    from (select distinct company, lower(domain) as domain from contacts) as names
    inner join domains_frame as at_home using (domain)
    where normalised_name(names.company) is not null
),

telling as (
    select normalised
    from seen
    group by normalised
    having count(distinct label) = 1
),

at_one as (
    select
        domain,
        normalised,
        contains(replace(normalised, ' ', ''), replace(label, '-', '')) as bears_it,
        count(*) over (partition by domain) as names
    from seen
    semi join telling using (normalised)
)

select domain, list(normalised order by normalised) as normalised
from at_one
where names <= $most or bears_it
group by domain
having count(*) > 1
order by domain

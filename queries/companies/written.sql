-- Every written company name of the ledger: where it stands, in which countries, at which domains.
with mentions as (
    select company as name, country, domain, 'contacts' as place, import_id from contacts
    union all
    select company, country, null, 'deals', import_id from deals
    union all
    select company, country, null, 'orders', import_id from orders
    union all
    select company, null, null, 'activities', import_id from activities
    union all
    select company, null, null, 'sales material uses', import_id from asset_uses
    union all
    select company, null, null, 'survey answers', import_id from survey_answers
)

select
    name,
    normalised_name(name) as normalised,
    company_key(name) as company,
    count(*) as mentions,
    list_sort(list(distinct place)) as places,
    list_sort(coalesce(list(distinct file) filter (where file is not null), [])) as files,
    mode(lower(trim(country))) as country,
    mode(lower(domain)) filter (where lower(domain) not in (select unnest($hosters::varchar[]))) as domain
from mentions
left join ledger.imports using (import_id)
where normalised_name(name) is not null
group by name
order by name

-- Every written company name of the ledger: where it stands, in which tools, in which countries, at which domains
-- (`domains_frame`: what each address belongs to), and the deals and contacts that stand under another name too.
with mentions as (
    select
        company as name, country, lower(domain) as domain, tool, null as deal_id, contact_id, 'contacts' as place, import_id
    from contacts
    union all
    select company, country, null, tool, deal_id, null, 'deals', import_id from deals
    union all
    select company, country, null, tool, null, null, 'orders', import_id from orders
    union all
    select company, null, null, tool, deal_id, contact_id, 'activities', import_id from activities
    union all
    select company, null, null, tool, deal_id, null, 'sales material uses', import_id from asset_uses
    union all
    select company, null, null, null, null, null, 'survey answers', import_id from survey_answers
),

linked as (
    select distinct name, 'deal ' || deal_id as link from mentions where deal_id is not null and name is not null
    union all
    select distinct name, 'contact ' || contact_id from mentions where contact_id is not null and name is not null
),

shared as (
    select name, list(link order by link) as links
    from linked
    semi join (select link from linked group by link having count(*) between 2 and 4) as of_few using (link)
    group by name
)

select
    mentions.name,
    normalised_name(mentions.name) as normalised,
    company_key(mentions.name) as company,
    count(*) as mentions,
    list_sort(list(distinct place)) as places,
    list_sort(coalesce(list(distinct file) filter (where file is not null), [])) as files,
    list(distinct tool) filter (where tool is not null) as tools,
    any_value(shared.links) as links,
    mode(lower(trim(country))) as country,
    mode(own) as domain,
    mode(label) as label
from mentions
left join domains_frame using (domain)
left join shared using (name)
left join ledger.imports using (import_id)
where normalised_name(mentions.name) is not null
group by mentions.name
order by mentions.name

-- What the ledger knows of some written names: where they are, and what they ordered.
with names as (
    select unnest($names::varchar[]) as name
),

known as (
    select
        company as name,
        count(*) as contacts,
        array_to_string(list_sort(list(distinct country) filter (where country is not null))[:3], ', ') as countries,
        array_to_string(list_sort(list(distinct lower(domain)) filter (where domain is not null))[:3], ', ') as domains
    from contacts
    semi join names on contacts.company = names.name
    group by company
),

dealt as (
    select
        company as name, count(*) as deals, sum(amount)::double as dealt,
        array_to_string(list_sort(list(distinct country) filter (where country is not null))[:3], ', ') as countries
    from deals
    semi join names on deals.company = names.name
    group by company
),

ordered as (
    select
        company as name, count(*) as orders, sum(amount)::double as ordered, max(ordered_on) as last_on,
        array_to_string(list_sort(list(distinct country) filter (where country is not null))[:3], ', ') as countries
    from placed_orders
    semi join names on placed_orders.company = names.name
    group by company
)

select
    name,
    coalesce(nullif(ordered.countries, ''), nullif(known.countries, ''), nullif(dealt.countries, ''), '') as countries,
    coalesce(domains, '') as domains,
    coalesce(contacts, 0) as contacts,
    coalesce(deals, 0) as deals,
    coalesce(dealt, 0) as dealt,
    coalesce(orders, 0) as orders,
    coalesce(ordered, 0) as ordered,
    last_on
from names
left join known using (name)
left join dealt using (name)
left join ordered using (name)

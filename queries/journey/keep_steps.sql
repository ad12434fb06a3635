-- What the ledger knows of each step, from the journeys just kept. A table tells things up to its last day that is no plan:
-- never after its last import. Deals tell of opportunities and customers; contacts do where there are no deals.
insert into ledger.journey_steps
with imported as (
    select target, max(imported_at)::date as at
    from ledger.imports
    where undone_at is null
    group by target
),

told as (
    select
        'contacts' as target,
        max(greatest(lead_at, qualified_at, accepted_at, opportunity_at, customer_at))::date as last_day,
        count(*) filter (where coalesce(trim(company), '') = '' and domains_frame.own is null) as nameless
    from contacts
    left join domains_frame on domains_frame.domain = lower(contacts.domain)

    union all

    select
        'deals',
        max(greatest(created_on, if(outcome in ('won', 'lost'), closed_on, null))),
        count(*) filter (where coalesce(trim(company), '') = '')
    from deals

    union all

    select 'orders', max(ordered_on), count(*) filter (where coalesce(trim(company), '') = '')
    from placed_orders
),

known as (
    select target, least(last_day, imported.at) as last_day, nameless
    from told
    left join imported using (target)
),

steps as (
    select 'sign' as step, 'activities' as target, count(sign) as companies from ledger.journeys
    union all
    select 'lead', 'contacts', count(lead) from ledger.journeys
    union all
    select 'qualified', 'contacts', count(qualified) from ledger.journeys
    union all
    select 'accepted', 'contacts', count(accepted) from ledger.journeys
    union all
    select 'opportunity', if((from deals select count(*) > 0), 'deals', 'contacts'), count(opportunity) from ledger.journeys
    union all
    select 'won', if((from deals select count(*) > 0), 'deals', 'contacts'), count(won) from ledger.journeys
    union all
    select 'ordered', 'orders', count(ordered) from ledger.journeys
    union all
    select 'repeated', 'orders', count(repeated) from ledger.journeys
)

select step, companies, last_day as known_to, coalesce(nameless, 0) as nameless
from steps
left join known using (target)

-- One row a company. Of every step the first time counts; records that name no company are found over the contact or deal
-- they belong to, contacts also over a domain of their own (`domains_frame`). Whoever cannot be named is left out.
insert into ledger.journeys by name
with names as (
    select company as written from contacts
    union
    select company from deals
    union
    select company from activities
    union
    select company from asset_uses
    union
    select company from orders
),

keyed as materialized (
    select names.written, coalesce(min(alias.company), normalised_name(names.written)) as company
    from names
    left join ledger.company_aliases as alias on alias.name = names.written
    group by names.written
),

at_domains as (
    select own, if(min(keyed.company) = max(keyed.company), min(keyed.company), own) as company
    from contacts
    inner join domains_frame on domains_frame.domain = lower(contacts.domain)
    left join keyed on keyed.written = contacts.company
    group by own
),

our_contacts as materialized (
    select
        coalesce(keyed.company, at_domains.company) as company,
        contacts.* exclude (company),
        -- sent back by sales, and nobody took it up again; tools that tell no day tell the reason
        (sent_back_at is not null or coalesce(trim(sent_back_reason), '') <> '')
        and opportunity_at is null
        and customer_at is null
        and coalesce(accepted_at::date <= sent_back_at::date, true) as is_back
    from contacts
    left join keyed on keyed.written = contacts.company
    left join domains_frame on domains_frame.domain = lower(contacts.domain)
    left join at_domains using (own)
),

our_deals as materialized (
    select keyed.company, deals.* exclude (company)
    from deals
    inner join keyed on keyed.written = deals.company
),

of_contacts as (
    select contact_id, min(company) as company
    from our_contacts
    semi join (select contact_id from activities where company is null) using (contact_id)
    group by contact_id
    having min(company) = max(company)
),

of_deals as (
    select deal_id, min(company) as company
    from our_deals
    semi join (
        select deal_id from activities where company is null
        union all
        select deal_id from asset_uses where company is null
    ) using (deal_id)
    group by deal_id
    having min(company) = max(company)
),

our_activities as (
    select
        coalesce(keyed.company, of_deals.company, of_contacts.company) as company,
        happened_at::date as day, campaign, import_id, line
    from activities
    left join keyed on keyed.written = activities.company
    left join of_deals using (deal_id)
    left join of_contacts using (contact_id)
),

our_material as (
    select coalesce(keyed.company, of_deals.company) as company, used_at::date as day, null as campaign, import_id, line
    from asset_uses
    left join keyed on keyed.written = asset_uses.company
    left join of_deals using (deal_id)
),

signs as (
    select company, min({'on': day, 'import_id': import_id, 'line': line}) as sign
    from (from our_activities union all from our_material)
    where company is not null and day is not null
    group by company
),

leads as (
    select
        company,
        min(country) as country,
        min(nullif(trim(segment), '')) as segment,
        -- a contact is a lead from its first date on, whichever stage that is noted for
        min({'on': least(lead_at, qualified_at, accepted_at, opportunity_at, customer_at)::date, 'import_id': import_id,
            'line': line}) as lead,
        min({'on': qualified_at::date, 'import_id': import_id, 'line': line})
            filter (where qualified_at is not null) as qualified,
        min({'on': accepted_at::date, 'import_id': import_id, 'line': line})
            filter (where accepted_at is not null) as accepted,
        min({'on': opportunity_at::date, 'import_id': import_id, 'line': line})
            filter (where opportunity_at is not null) as opportunity,
        min({'on': customer_at::date, 'import_id': import_id, 'line': line})
            filter (where customer_at is not null) as won,
        bool_and(is_back) as all_sent_back,
        max({'on': coalesce(sent_back_at, greatest(lead_at, qualified_at, accepted_at))::date, 'import_id': import_id,
            'line': line}) filter (where is_back) as sent_back,
        bool_or(
            coalesce(least(qualified_at, accepted_at, opportunity_at, customer_at)::date < lead_at::date, false)
        ) as is_disordered
    from our_contacts
    where
        company is not null
        and least(lead_at, qualified_at, accepted_at, opportunity_at, customer_at) is not null
    group by company
),

dealt as (
    select
        company,
        min(country) as country,
        min(nullif(trim(segment), '')) as segment,
        min({'on': created_on, 'import_id': import_id, 'line': line}) filter (where created_on is not null) as opportunity,
        min({'on': coalesce(closed_on, created_on), 'import_id': import_id, 'line': line})
            filter (where outcome = 'won') as won,
        max({'on': coalesce(closed_on, created_on), 'import_id': import_id, 'line': line})
            filter (where outcome = 'lost') as lost,
        bool_and(outcome = 'lost') as all_lost
    from our_deals
    group by company
),

bought as (
    select
        keyed.company,
        min(country) as country,
        min({'on': ordered_on, 'import_id': import_id, 'line': line}, 2) as first_two
    from placed_orders
    inner join keyed on keyed.written = placed_orders.company
    where ordered_on is not null and (amount is null or amount >= 0)
    group by keyed.company
),

together as materialized (
    select
        company,
        coalesce(leads.country, dealt.country, bought.country) as country,
        coalesce(leads.segment, dealt.segment) as segment,
        sign,
        lead,
        qualified,
        accepted,
        list_min([leads.opportunity, dealt.opportunity]) as opportunity,
        list_min([leads.won, dealt.won]) as won,
        first_two[1] as ordered,
        first_two[2] as repeated,
        case
            when dealt.all_lost then dealt.lost
            when dealt.company is null and leads.all_sent_back then leads.sent_back
        end as lost,
        coalesce(leads.is_disordered, false) as is_disordered
    from leads
    full join dealt using (company)
    full join bought using (company)
    full join signs using (company)
),

named_sources as (
    select company, lead_at::date as day, 1 as place, source, campaign from our_contacts
    union all
    select company, created_on, 2, source, campaign from our_deals
    union all
    select company, day, 3, null, campaign from our_activities
),

brought as (
    select company, min({'day': day, 'place': place, 'source': trim(source), 'campaign': trim(campaign)}) as by
    from named_sources
    inner join together using (company)
    where
        (coalesce(trim(source), '') <> '' or coalesce(trim(campaign), '') <> '')
        and day <= coalesce(least(won['on'], ordered['on']), day)
    group by company
),

spelled as (
    select company, min(written) as name
    from keyed
    group by company
)

select
    company,
    coalesce(spelled.name, company) as name,
    country,
    segment,
    nullif(brought.by['source'], '') as source,
    nullif(brought.by['campaign'], '') as campaign,
    sign,
    lead,
    qualified,
    accepted,
    opportunity,
    won,
    ordered,
    repeated,
    if(won is null and ordered is null, lost, null) as lost,
    is_disordered
from together
left join brought using (company)
left join spelled using (company)

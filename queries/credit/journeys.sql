-- Every deal decided between two days, a row for each touch before its decision in their order; a deal without any has
-- one row of nulls. One touch a day of each kind. A touch of the company counts for all its deals, one made for a deal for that deal alone.
with decided as (
    select
        row_number() over (order by closed_on, tool, deal_id) as deal,
        deal_id,
        outcome,
        coalesce(amount, 0) as amount,
        created_on,
        closed_on,
        closed_on - to_months($look_back) as since,
        company,
        source,
        campaign
    from deals
    where outcome in ('won', 'lost') and closed_on between $first_day and $last_day
),

leads as not materialized (
    select
        company,
        lead_at as touched_at,
        if(from_marketing(source, campaign), 'marketing', 'sales') as team,
        'channel' as medium,
        coalesce(nullif(trim(source), ''), trim(campaign)) as name
    from contacts
    where lead_at::date between $first_day - to_months($look_back) and $last_day
),

talks as not materialized (
    select
        company,
        contact_id,
        deal_id,
        happened_at as touched_at,
        -- Whoever does not say that it was marketing or service is sales, as in the KPIs.
        if(lower(trim(team)) in ('marketing', 'service'), lower(trim(team)), 'sales') as team,
        if(kind in ('webinar', 'download'), 'channel', 'people') as medium,
        kind as name
    from activities
    where
        kind <> 'service ticket'
        and happened_at::date between $first_day - to_months($look_back) and $last_day
),

-- Whose contact it is says the company where the activity does not.
employers as (
    select contact_id, any_value(company) as company
    from contacts
    where contact_id in (select contact_id from talks where company is null and deal_id is null)
    group by contact_id
),

material as not materialized (
    select
        company,
        deal_id,
        used_at as touched_at,
        'marketing' as team,
        'channel' as medium,
        'Sales material' as name
    from asset_uses
    where used_at::date between $first_day - to_months($look_back) and $last_day
),

with_companies as not materialized (
    select company, touched_at, team, medium, name from leads
    union all
    select company, touched_at, team, medium, name from talks
    where deal_id is null and company is not null
    union all
    select employers.company, touched_at, team, medium, name
    from talks
    inner join employers using (contact_id)
    where talks.deal_id is null and talks.company is null
    union all
    select company, touched_at, team, medium, name from material
    where deal_id is null
),

-- Names are brought to what they have in common once each, not once a row.
named as (
    select company, company_key(company) as buyer
    from (select company from decided union select company from with_companies)
    where company is not null
),

bought as (
    select decided.*, named.buyer
    from decided
    left join named using (company)
),

of_companies as (
    select
        named.buyer,
        with_companies.touched_at::date as day,
        with_companies.team,
        with_companies.medium,
        lower(with_companies.name) as plainly,
        min(with_companies.name) as name,
        min(with_companies.touched_at) as touched_at
    from with_companies
    inner join named using (company)
    semi join bought on bought.buyer = named.buyer
    where with_companies.name <> ''
    group by named.buyer, day, with_companies.team, with_companies.medium, plainly
),

of_deals as (
    select deal_id, touched_at, team, medium, lower(name) as plainly, name from talks
    where deal_id is not null and name <> ''
    union all
    select deal_id, touched_at, team, medium, lower(name) as plainly, name from material
    where deal_id is not null
),

touched as (
    select bought.deal, touch.touched_at, touch.team, touch.medium, touch.plainly, touch.name
    from bought
    inner join of_companies as touch
        on touch.buyer = bought.buyer and touch.day between bought.since and bought.closed_on

    union all

    select bought.deal, touch.touched_at, touch.team, touch.medium, touch.plainly, touch.name
    from bought
    inner join of_deals as touch
        on touch.deal_id = bought.deal_id and touch.touched_at::date between bought.since and bought.closed_on
),

-- What the deal itself names as its source is a touch too, unless the company's contacts already came that way.
its_own as (
    select
        deal,
        created_on::timestamp as touched_at,
        if(from_marketing(source, campaign), 'marketing', 'sales') as team,
        'channel' as medium,
        coalesce(nullif(trim(source), ''), nullif(trim(campaign), '')) as name
    from bought
),

every as (
    select * from touched

    union all

    select
        its_own.deal,
        its_own.touched_at,
        its_own.team,
        its_own.medium,
        lower(its_own.name) as plainly,
        its_own.name
    from its_own
    anti join touched
        on touched.deal = its_own.deal and touched.medium = 'channel' and touched.plainly = lower(its_own.name)
    where its_own.name is not null
),

by_day as (
    select deal, team, medium, plainly, min(name) as name, min(touched_at) as touched_at
    from every
    group by deal, team, medium, plainly, touched_at::date
)

-- No list per deal: one of a million sorted lists would take all memory.
select
    decided.deal,
    decided.outcome = 'won' as is_won,
    decided.amount::double as amount,
    by_day.team,
    by_day.medium,
    by_day.name,
from decided
left join by_day using (deal)
order by decided.deal, by_day.touched_at, by_day.team, by_day.medium, by_day.plainly

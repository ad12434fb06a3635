-- Every deal decided between two days with the touches before its decision, as “team|medium|name” in their order;
-- one a day of each. A touch of the company counts for all its deals, one made for a deal for that deal alone.
with decided as (
    select
        tool,
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

-- Names are brought to what they have in common once each, not once a row.
written as (
    select company from decided
    union
    select company from contacts
    where lead_at::date <= $last_day
    union
    select company from activities
    where deal_id is null
    union
    select company from asset_uses
    where deal_id is null
),

named as (
    select company, company_key(company) as buyer
    from written
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
        contacts.lead_at as touched_at,
        if(from_marketing(contacts.source, contacts.campaign), 'marketing', 'sales') as team,
        'channel' as medium,
        coalesce(nullif(trim(contacts.source), ''), trim(contacts.campaign)) as name
    from contacts
    inner join named using (company)

    union all

    select
        named.buyer,
        activities.happened_at as touched_at,
        coalesce(activities.team, 'sales') as team,
        if(activities.kind in ('webinar', 'download'), 'channel', 'people') as medium,
        activities.kind as name
    from activities
    left join (select contact_id, any_value(company) as company from contacts group by contact_id) as contacts
        using (contact_id)
    inner join named on named.company = coalesce(activities.company, contacts.company)
    where activities.deal_id is null and activities.kind <> 'service ticket'

    union all

    select
        named.buyer,
        asset_uses.used_at as touched_at,
        'marketing' as team,
        'channel' as medium,
        'Sales material' as name
    from asset_uses
    inner join named using (company)
    where asset_uses.deal_id is null
),

of_deals as (
    select
        deal_id,
        happened_at as touched_at,
        coalesce(team, 'sales') as team,
        if(kind in ('webinar', 'download'), 'channel', 'people') as medium,
        kind as name
    from activities
    where deal_id is not null and kind <> 'service ticket'

    union all

    select
        deal_id,
        used_at as touched_at,
        'marketing' as team,
        'channel' as medium,
        'Sales material' as name
    from asset_uses
    where deal_id is not null
),

touched as (
    select bought.tool, bought.deal_id, of_companies.touched_at, of_companies.team, of_companies.medium, of_companies.name
    from bought
    inner join of_companies
        on of_companies.buyer = bought.buyer and of_companies.touched_at::date between bought.since and bought.closed_on

    union all

    select bought.tool, bought.deal_id, of_deals.touched_at, of_deals.team, of_deals.medium, of_deals.name
    from bought
    inner join of_deals
        on of_deals.deal_id = bought.deal_id and of_deals.touched_at::date between bought.since and bought.closed_on
),

-- What the deal itself names as its source is a touch too, unless the company's contacts already came that way.
its_own as (
    select
        tool,
        deal_id,
        created_on::timestamp as touched_at,
        if(from_marketing(source, campaign), 'marketing', 'sales') as team,
        'channel' as medium,
        coalesce(nullif(trim(source), ''), nullif(trim(campaign), '')) as name
    from bought
),

every as (
    select * from touched
    where name is not null and name <> ''

    union all

    select its_own.*
    from its_own
    anti join touched
        on touched.tool = its_own.tool
        and touched.deal_id = its_own.deal_id
        and touched.medium = 'channel'
        and lower(touched.name) = lower(its_own.name)
    where its_own.name is not null
),

by_day as (
    select
        tool,
        deal_id,
        team,
        medium,
        lower(name) as plainly,
        min(touched_at) as touched_at
    from every
    group by tool, deal_id, team, medium, lower(name), touched_at::date
),

spelled as (
    select team, medium, lower(name) as plainly, min(name) as name
    from every
    group by team, medium, lower(name)
),

in_order as (
    select
        tool,
        deal_id,
        list(concat_ws('|', team, medium, name) order by touched_at, team, medium, name) as touches
    from by_day
    inner join spelled using (team, medium, plainly)
    group by tool, deal_id
)

select
    outcome = 'won' as is_won,
    amount::double as amount,
    coalesce(touches, []) as touches,
from decided
left join in_order using (tool, deal_id)
order by closed_on, tool, deal_id

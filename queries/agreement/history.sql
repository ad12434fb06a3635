-- What an agreement can be proposed from: a year of won deals, and a year of qualified leads old enough to have bought.
with won as (
    select amount, from_marketing(source, campaign) as is_from_marketing
    from deals
    where outcome = 'won' and amount is not null and closed_on between $deals_from and $deals_to
),

leads as (
    select customer_at
    from contacts
    where qualified_at::date between $leads_from and $leads_to
)

select
    (select count(*) from won) as deals,
    (select coalesce(sum(amount), 0)::double from won) as won,
    (select coalesce(sum(amount) filter (where is_from_marketing), 0)::double from won) as won_by_marketing,
    (
        select coalesce(sum(numerator), 0)::double
        from ledger.kpi_months
        where kpi = 'revenue' and split = '' and month between $deals_from and $deals_to
    ) as revenue,
    (select count(*) from leads) as leads,
    (select count(customer_at) from leads) as customers

-- Current deals.
-- Money is in the company's currency, at the month's average rate.
create or replace view deals as
select
    import_id,
    line,
    tool,
    deal_id,
    title,
    company,
    country,
    owner,
    stage,
    outcome,
    (deals.amount * rates.worth) as amount,
    deals.currency,
    created_on,
    closed_on,
    reason,
    winner,
    source,
    campaign,
    segment
from ledger.deals
left join rates
    on rates.currency = deals.currency and rates.month = date_trunc('month', coalesce(deals.closed_on, deals.created_on))
where is_current

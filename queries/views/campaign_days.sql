-- Current campaign days. A row that spans months belongs to no single month.
-- Money is in the company's currency, at the month's average rate.
create or replace view campaign_days as
select
    import_id,
    line,
    platform,
    account,
    campaign,
    detail,
    first_day,
    last_day,
    impressions,
    clicks,
    (campaign_days.cost * rates.worth) as cost,
    campaign_days.currency,
    conversions,
    if(first_day_of(first_day) = first_day_of(last_day), first_day_of(first_day), null) as month
from ledger.campaign_days
left join rates
    on rates.currency = campaign_days.currency and rates.month = first_day_of(first_day)
where is_current

-- As many campaign days as wanted, evenly over the 24 months to October 2026.
insert into ledger.campaign_days
select
    0 as import_id,
    n + 2 as line,
    hash(n) as key_hash,
    true as is_current,
    'Google Ads' as platform,
    'bench' as account,
    'Campaign ' || n % 1000 as campaign,
    '' as detail,
    date '2024-11-01' + (n % 730)::integer as first_day,
    first_day as last_day,
    n % 900 as impressions,
    n % 30 as clicks,
    n % 50 as cost,
    'EUR' as currency,
    n % 3 as conversions,
from range($rows) as numbers (n)

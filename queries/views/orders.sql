-- Current orders.
-- Money is in the company's currency, at the month's average rate.
create or replace view orders as
select
    import_id,
    line,
    tool,
    document_no,
    company,
    country,
    ordered_on,
    (orders.amount * rates.worth) as amount,
    orders.currency,
    promised_on,
    delivered_on,
    status
from ledger.orders
left join rates
    on rates.currency = orders.currency and rates.month = date_trunc('month', ordered_on)
where is_current

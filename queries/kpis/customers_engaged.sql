-- title      = "Customers engaged"
-- unit       = "percent"
-- direction  = "up"
-- team       = "marketing"
-- stage      = "return"
-- place      = 1
-- sources    = ["orders", "activities", "asset_uses", "deals"]
-- splits     = []
-- measure    = "distinct"
-- adds_up    = false
-- looks_back = true
-- definition = "Of the companies that ordered in the twelve months to the month's end, the share that took part in something of marketing's in the month: an event, a webinar, a download, a document opened."
-- reason     = "Who hears from us only through invoices forgets us."
-- caveat     = "Newsletter tools tell totals, no companies, so mailings are not in it."
-- better     = "more customers take part in what we offer"
-- worse      = "fewer customers take part in what we offer"
with engagements as (
    select
        date_trunc('month', happened_at)::date as month,
        company_key(company) as entity,
        import_id,
        line
    from activities
    where team = 'marketing' and happened_at::date between $first_day and $last_day

    union all

    select
        date_trunc('month', used_at)::date as month,
        company_key(coalesce(asset_uses.company, deals.company)) as entity,
        asset_uses.import_id,
        asset_uses.line
    from asset_uses
    left join (select deal_id, any_value(company order by tool) as company from deals group by deal_id) as deals
        using (deal_id)
    where opened and used_at::date between $first_day and $last_day
),

customers as (
    select
        months.month,
        customer as entity,
        import_id,
        line
    from (select distinct month from engagements) as months
    inner join placed_orders
        on placed_orders.month between months.month - interval 11 month and months.month
        and placed_orders.ordered_on <= $last_day
    where customer is not null
)

select
    month,
    0 as numerator,
    1 as denominator,
    entity,
    import_id,
    line
from customers

union all

select
    month,
    1 as numerator,
    0 as denominator,
    entity,
    import_id,
    line
from engagements
where (month, entity) in (select month, entity from customers)

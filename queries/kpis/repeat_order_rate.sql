-- title      = "Repeat order rate"
-- unit       = "percent"
-- direction  = "up"
-- team       = "sales"
-- stage      = "return"
-- place      = 1
-- sources    = ["orders"]
-- splits     = []
-- measure    = "distinct"
-- adds_up    = false
-- looks_back = true
-- rolling    = true
-- definition = "Of the customers that ordered in the twelve months to the month's end, the share that ordered at least twice in them."
-- reason     = "Selling to a customer again costs a fraction of winning a new one."
-- caveat     = "Known only once twelve months of orders are in. Moves slowly, as eleven of its months stay the same. Orders whose customer the export does not name are left out."
-- better     = "more customers order again"
-- worse      = "fewer customers order again"
with months as (
    select distinct month
    from placed_orders
    where
        month >= date_trunc('month', $first_day::date)
        and ordered_on <= $last_day
        and month >= (select min(month) + interval 11 month from placed_orders)
),

orders_in_the_year as (
    select
        months.month,
        customer as entity,
        count(*) over (partition by months.month, customer) as orders,
        import_id,
        line
    from months
    inner join placed_orders
        on placed_orders.month between months.month - interval 11 month and months.month
        and placed_orders.ordered_on <= $last_day
    where (amount is null or amount >= 0) and customer is not null
)

select
    month,
    if(orders >= 2, 1, 0) as numerator,
    1 as denominator,
    entity,
    import_id,
    line
from orders_in_the_year

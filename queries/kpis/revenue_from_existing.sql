-- title      = "Revenue from existing customers"
-- unit       = "money"
-- direction  = "up"
-- team       = "sales"
-- stage      = "return"
-- place      = 3
-- sources    = ["orders"]
-- splits     = ["country"]
-- looks_back = true
-- definition = "Value of the month's orders from customers that had ordered before, on an earlier day."
-- reason     = "How much of the revenue stands on loyalty."
-- caveat     = "Known only from the thirteenth month of orders on: before it, old customers would pass for new ones."
-- better     = "existing customers buy more"
-- worse      = "existing customers buy less"
with first_orders as (
    select customer, min(ordered_on) as first_on
    from placed_orders
    group by customer
)

select
    month,
    country,
    if(ordered_on > first_on, amount, 0) as numerator,
    import_id,
    line
from placed_orders
inner join first_orders using (customer)
where
    ordered_on between $first_day and $last_day
    and amount is not null
    and month >= (select min(month) + interval 12 month from placed_orders)

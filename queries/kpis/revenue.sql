-- title      = "Revenue"
-- unit       = "money"
-- direction  = "up"
-- team       = "sales"
-- stage      = "return"
-- place      = 2
-- sources    = ["orders"]
-- splits     = ["country"]
-- definition = "Value of the orders of the month without tax, less credit notes; drafts and cancelled orders are not in it."
-- reason     = "What everything else is for."
-- caveat     = "Counted on the date of the order or invoice, whichever the export has. Foreign money at the month's mean rate."
-- better     = "revenue has grown"
-- worse      = "revenue has fallen"
select
    month,
    country,
    amount as numerator,
    import_id,
    line
from placed_orders
where ordered_on between $first_day and $last_day and amount is not null

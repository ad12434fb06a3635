-- title      = "Say they will reorder"
-- unit       = "percent"
-- direction  = "up"
-- team       = "customer"
-- stage      = "return"
-- place      = 1
-- sources    = ["survey_answers"]
-- splits     = ["touchpoint"]
-- margin     = "share"
-- definition = "Share of customers' answers to “will you order from us again?” of 4 or 5 of 5."
-- reason     = "The earliest sign of loyalty, and of its loss."
-- caveat     = "Words before deeds: compare it with the repeat order rate some months later."
-- better     = "more customers mean to order again"
-- worse      = "fewer customers mean to order again"
select
    month,
    touchpoint,
    if(value >= 4, 1, 0) as numerator,
    1 as denominator,
    import_id,
    line
from voices
where
    measure = 'reorder'
    and role = 'customer'
    and answered_at::date between $first_day and $last_day
    and value is not null

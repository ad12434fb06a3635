-- title      = "Satisfaction"
-- unit       = "percent"
-- direction  = "up"
-- team       = "customer"
-- stage      = "experience"
-- place      = 2
-- sources    = ["survey_answers"]
-- splits     = ["touchpoint"]
-- margin     = "share"
-- definition = "Share of customers' answers that rate us 4 or 5 of 5."
-- reason     = "What customers tell others begins with how content they are."
-- caveat     = "An answer about each touchpoint counts: who answers about three counts three times."
-- better     = "customers are more satisfied"
-- worse      = "customers are less satisfied"
select
    month,
    touchpoint,
    if(value >= 4, 1, 0) as numerator,
    1 as denominator,
    import_id,
    line
from voices
where
    measure = 'satisfaction'
    and role = 'customer'
    and answered_at::date between $first_day and $last_day
    and value is not null

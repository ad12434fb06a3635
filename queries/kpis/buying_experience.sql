-- title      = "Rating of the buying experience"
-- unit       = "rating"
-- direction  = "up"
-- team       = "customer"
-- stage      = "choose"
-- place      = 2
-- sources    = ["survey_answers"]
-- splits     = ["role", "touchpoint"]
-- margin     = "mean"
-- definition = "Buyers' mean rating of how it was to buy from us, or to consider it, from 1 to 5; winners and losers both."
-- reason     = "Between equal products the easier purchase wins."
-- caveat     = "Who is content answers more often. The answers of customers and lost buyers differ: look at the roles apart."
-- better     = "buying from us has become easier"
-- worse      = "buying from us has become harder"
select
    month,
    role,
    touchpoint,
    value as numerator,
    1 as denominator,
    import_id,
    line
from voices
where
    measure = 'buying_experience'
    and answered_at::date between $first_day and $last_day
    and value is not null

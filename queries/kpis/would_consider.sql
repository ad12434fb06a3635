-- title      = "Would consider us"
-- unit       = "percent"
-- direction  = "up"
-- team       = "customer"
-- stage      = "consider"
-- place      = 1
-- sources    = ["survey_answers"]
-- splits     = ["role"]
-- margin     = "share"
-- definition = "Of the people asked whether they would consider us for their next purchase, the share that said yes."
-- reason     = "To be known is not enough: this is the list from which the buyer chooses."
-- caveat     = "An intention costs nothing to state; what counts is its change."
-- better     = "more people would consider us"
-- worse      = "fewer people would consider us"
select
    month,
    role,
    -- In a list of makers to choose from, our name in the answer is the tick.
    max(says_yes(value, text) or (value is null and names_brand(text)))::integer as numerator,
    1 as denominator,
    min_by(import_id, line) as import_id,
    min(line) as line
from voices
where
    measure = 'would_consider'
    and answered_at::date between $first_day and $last_day
    and (value is not null or text is not null)
group by survey, response_id, month, role

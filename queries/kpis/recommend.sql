-- title      = "Net promoter score"
-- unit       = "score"
-- direction  = "up"
-- team       = "customer"
-- stage      = "experience"
-- place      = 1
-- sources    = ["survey_answers"]
-- splits     = ["touchpoint"]
-- margin     = "score"
-- definition = "Customers who would recommend us (9 or 10 of 10) less those who would not (0 to 6), in points of 100 answers."
-- reason     = "Who recommends us sells for us; nothing is believed more."
-- caveat     = "A score of 40 answers is uncertain by some 23 points: mind the margin before the change."
-- better     = "more customers recommend us"
-- worse      = "fewer customers recommend us"
select
    month,
    touchpoint,
    case when value >= 9 then 1 when value <= 6 then -1 else 0 end as numerator,
    1 as denominator,
    import_id,
    line
from voices
where
    measure = 'recommend'
    and role = 'customer'
    and answered_at::date between $first_day and $last_day
    and value is not null

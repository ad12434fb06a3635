-- title      = "Know us when named"
-- unit       = "percent"
-- direction  = "up"
-- team       = "customer"
-- stage      = "recognise"
-- place      = 2
-- sources    = ["survey_answers"]
-- splits     = ["role"]
-- margin     = "share"
-- definition = "Of the people who answered whether they know us by name, the share that said yes."
-- reason     = "The widest circle of those who could ever ask us; the gap to unprompted is what advertising can close."
-- caveat     = "People like to say yes to a name they are shown: read it beside the unprompted share, never alone."
-- better     = "more people know our name when they see it"
-- worse      = "fewer people know our name when they see it"
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
    measure = 'known_prompted'
    and answered_at::date between $first_day and $last_day
    and (value is not null or text is not null)
group by survey, response_id, month, role

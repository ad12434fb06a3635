-- title      = "Know us unprompted"
-- unit       = "percent"
-- direction  = "up"
-- team       = "customer"
-- stage      = "recognise"
-- place      = 1
-- sources    = ["survey_answers"]
-- splits     = ["role"]
-- margin     = "share"
-- definition = "Of the people asked which makers come to mind, before any name was shown, the share that named us."
-- reason     = "Who is not thought of is not asked: the strongest form of recognition."
-- caveat     = "Whoever names nobody counts as not knowing us. Customers know us anyhow: look at the roles apart."
-- better     = "more people know us"
-- worse      = "fewer people know us"
select
    month,
    role,
    max(names_brand(text) or coalesce(value, 0) >= 1)::integer as numerator,
    1 as denominator,
    min_by(import_id, line) as import_id,
    min(line) as line
from voices
where
    measure = 'known_unprompted'
    and answered_at::date between $first_day and $last_day
    and exists (from brand_terms)
group by survey, response_id, month, role

-- title      = "Lost on brand, not product"
-- unit       = "percent"
-- direction  = "down"
-- team       = "customer"
-- stage      = "choose"
-- place      = 1
-- sources    = ["survey_answers"]
-- splits     = ["touchpoint"]
-- margin     = "share"
-- beside     = "lost_on_brand_as_sales_says"
-- definition = "Of the buyers who told us why they bought elsewhere, the share that named the brand: not known or not trusted enough."
-- reason     = "A deal lost on the name is not won by a lower price or a better data sheet."
-- caveat     = "Of several reasons in one answer the one named first counts. Few lost buyers answer: mind the margin."
-- better     = "fewer buyers name the brand when they turn us down"
-- worse      = "more buyers name the brand when they turn us down"
select
    month,
    touchpoint,
    max(loss_reason(text) = 'brand')::integer as numerator,
    1 as denominator,
    min_by(import_id, line) as import_id,
    min(line) as line
from voices
where
    measure = 'loss_reason'
    and answered_at::date between $first_day and $last_day
    and text <> ''
    -- An option that could be ticked and was not.
    and value is distinct from 0
group by survey, response_id, month, touchpoint

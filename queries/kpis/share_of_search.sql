-- title      = "Share of search"
-- unit       = "percent"
-- direction  = "up"
-- team       = "marketing"
-- stage      = "recognise"
-- place      = 3
-- sources    = ["search_interest"]
-- splits     = ["comparison"]
-- definition = "Of all interest on Google Trends in the terms compared, the share of those that hold our name. Each comparison is taken by itself; where there are several, each counts the same."
-- reason     = "Who is searched for more is bought more: the share of search runs ahead of the share of the market."
-- caveat     = "Depends on who was compared: keep the same rivals. Terms of two exports are never set against each other; a week over a month's end counts in neither month; “<1” counts as a half. A comparison of us alone, or without us, says nothing. Set the spellings of our name as brand_terms in custodian.toml."
-- better     = "of all searches for us and our rivals, more are for us"
-- worse      = "of all searches for us and our rivals, fewer are for us"
with compared as (
    select
        * replace (try_cast(interest as decimal(18, 6)) as interest),
        concat_ws(' · ', comparison, nullif(category, '')) as compared_in,
        names_brand(term) as is_ours
    from search_interest
    where
        first_day >= $first_day
        and last_day <= $last_day
),

-- Figures are relative to their export's busiest time. Of a month in two exports, the one that holds more of it counts.
exports as (
    select
        compared_in,
        month,
        import_id,
        sum(interest) as interest,
    from compared
    group by compared_in, month, import_id
    having bool_or(is_ours) and not bool_and(is_ours) and sum(interest) > 0
    qualify row_number() over (partition by compared_in, month order by count(distinct first_day) desc, import_id desc) = 1
),

-- One comparison as large as the other; where there is but one, the figures stay as they are.
weighed as (
    select
        compared_in,
        month,
        import_id,
        sum(interest) over (partition by month) / count(*) over (partition by month) / interest as weight,
    from exports
)

select
    compared.month,
    compared.compared_in as comparison,
    if(compared.is_ours, compared.interest, 0) * weighed.weight as numerator,
    compared.interest * weighed.weight as denominator,
    compared.import_id,
    compared.line,
from compared
inner join weighed
    on compared.compared_in = weighed.compared_in
    and compared.month is not distinct from weighed.month
    and compared.import_id = weighed.import_id

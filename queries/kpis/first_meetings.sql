-- title      = "First meetings held"
-- unit       = "count"
-- direction  = "up"
-- team       = "sales"
-- stage      = "recognise"
-- place      = 1
-- sources    = ["activities"]
-- splits     = ["kind", "campaign"]
-- looks_back = true
-- definition = "Companies that sales met or visited for the first time ever, in the month of that first meeting."
-- reason     = "Recognition turns into business when people sit down together for the first time."
-- caveat     = "A company met before the first file that was loaded counts as new once. Talks at fairs are no meetings."
-- better     = "sales meets more new companies"
-- worse      = "sales meets fewer new companies"
with meetings as (
    select
        import_id,
        line,
        happened_at,
        kind,
        campaign,
        -- Without a company the contact stands for it; a meeting with nobody known is new only if it says so itself.
        coalesce(
            company_key(company),
            'contact ' || contact_id,
            if(kind = 'first meeting', concat('meeting ', tool, ' ', activity_id), null)
        ) as met
    from activities
    where kind in ('first meeting', 'meeting', 'visit') and team is distinct from 'marketing'
),

in_order as (
    select
        *,
        row_number() over (partition by met order by happened_at, import_id, line) as nth
    from meetings
    where met is not null
)

select
    date_trunc('month', happened_at)::date as month,
    kind,
    campaign,
    if(nth = 1, 1, 0) as numerator,
    import_id,
    line
from in_order
where happened_at::date between $first_day and $last_day

-- title      = "Hours to first reply"
-- unit       = "hours"
-- direction  = "down"
-- team       = "sales"
-- stage      = "consider"
-- place      = 1
-- sources    = ["contacts", "activities"]
-- splits     = ["source", "country"]
-- measure    = "median"
-- adds_up    = false
-- looks_ahead = true
-- definition = "Working hours from an enquiry to the first answer from sales: the middle value of the month's enquiries."
-- reason     = "Whoever answers first is thought of first; an enquiry cools by the hour."
-- caveat     = "Enquiries not answered yet are not in it, so a month may still rise. Nights, weekends and public holidays do not count."
-- better     = "sales replies have become faster"
-- worse      = "sales replies have slowed"
with sales_activities as (
    select contact_id, happened_at
    from activities
    where contact_id is not null and team is distinct from 'marketing'
),

replies as (
    select
        contacts.import_id,
        contacts.line,
        contacts.source,
        contacts.country,
        contacts.lead_at,
        coalesce(
            any_value(contacts.first_reply_at) filter (where contacts.first_reply_at >= contacts.lead_at),
            min(sales_activities.happened_at)
        ) as replied_at
    from contacts
    left join sales_activities
        on sales_activities.contact_id = contacts.contact_id and sales_activities.happened_at >= contacts.lead_at
    where contacts.lead_at::date between $first_day and $last_day
    group by all
)

select
    date_trunc('month', lead_at)::date as month,
    source,
    country,
    lead_at,
    replied_at,
    (working_seconds_until(replied_at) - working_seconds_until(lead_at)) / 3600 as numerator,
    import_id,
    line
from replies
where replied_at is not null

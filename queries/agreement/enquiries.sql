-- Enquiries of some days: the working hours until sales first replied or, where nobody has, until the exports end.
with sales_activities as (
    select contact_id, happened_at
    from activities
    where contact_id is not null and team is distinct from 'marketing' and happened_at::date >= $first_day
),

replies as (
    select
        contacts.import_id,
        contacts.line,
        contacts.company,
        contacts.source,
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
    lead_at,
    company,
    source,
    (working_seconds_until(replied_at) - working_seconds_until(lead_at)) / 3600 as hours,
    greatest(working_seconds_until($known_to) - working_seconds_until(lead_at), 0) / 3600 as waited
from replies

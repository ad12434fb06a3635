-- The last moment that the exports of contacts and activities know of; nothing later can be missed in them.
select max(moment) as known_to
from (
    select greatest(
        max(lead_at), max(first_reply_at), max(qualified_at), max(accepted_at), max(opportunity_at), max(customer_at)
    ) as moment
    from contacts
    where greatest(lead_at, first_reply_at, qualified_at, accepted_at, opportunity_at, customer_at) <= $now

    union all

    select max(happened_at) as moment
    from activities
    where happened_at <= $now
)

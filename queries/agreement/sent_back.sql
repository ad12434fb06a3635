-- Of the leads that marketing qualified in some days: accepted by sales, sent back and why. Where the tool does not say
-- when a lead was qualified, one that was sent back counts on the day of its enquiry.
with handed_over as (
    select
        accepted_at,
        -- Whoever became an opportunity after all was taken back by sales.
        (sent_back_at is not null or sent_back_reason is not null)
        and opportunity_at is null
        and customer_at is null as is_sent_back,
        coalesce(nullif(trim(sent_back_reason), ''), 'no reason given') as reason
    from contacts
    where
        coalesce(qualified_at, if(coalesce(sent_back_at::varchar, sent_back_reason) is null, null, lead_at))::date
        between $first_day and $last_day
)

select
    if(is_sent_back, reason, if(accepted_at is null, 'undecided', 'accepted')) as says,
    is_sent_back,
    count(*) as leads,
from handed_over
group by says, is_sent_back
order by is_sent_back, leads desc, says

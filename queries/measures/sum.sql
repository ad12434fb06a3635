-- Sum first, divide last.
with facts as ({facts})

select
    month,
    -- In each grouping set one column is grouped; it is the one whose bit is not set.
    grouping_id({members}) as others,
    coalesce({members}, '') as member,
    sum(numerator)::double as numerator,
    sum(denominator)::double as denominator,
    sum(numerator::double * numerator::double) as squares,
    count(*) filter (where coalesce(denominator, 1) > 0) as n
from facts
where month is not null
group by grouping sets ({sets})
order by others, month, member

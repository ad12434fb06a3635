-- Of the different entities counted below the line, how many stand above it; each once, however often it occurs.
with facts as ({facts})

select
    month,
    -- In each grouping set one column is grouped; it is the one whose bit is not set.
    grouping_id({members}) as others,
    coalesce({members}) as member,
    count(distinct entity) filter (where numerator > 0)::double as numerator,
    count(distinct entity) filter (where denominator > 0)::double as denominator,
    null::double as squares,
    count(distinct entity) filter (where denominator > 0) as n
from facts
where month is not null
group by grouping sets ({sets})
order by others, month, member

-- The middle value of the facts, or halfway between the two in the middle; it cannot be added up.
with facts as ({facts})

select
    month,
    -- In each grouping set one column is grouped; it is the one whose bit is not set.
    grouping_id({members}) as others,
    coalesce({members}) as member,
    (quantile_disc(numerator, 0.5) - quantile_disc(-numerator, 0.5)) / 2 as numerator,
    null::double as denominator,
    null::double as squares,
    count(numerator) as n
from facts
where month is not null
group by grouping sets ({sets})
order by others, month, member

-- The middle value of the facts; it cannot be added up.
with facts as ({facts})

select
    month,
    coalesce({member}::varchar, '') as member,
    median(numerator)::double as numerator,
    null::double as denominator,
    null::double as squares,
    count(numerator) as n
from facts
where month is not null
group by all
order by month, member

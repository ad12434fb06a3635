-- Sum first, divide last.
with facts as ({facts})

select
    month,
    coalesce({member}::varchar, '') as member,
    sum(numerator)::double as numerator,
    sum(denominator)::double as denominator,
    sum(numerator::double * numerator::double) as squares,
    count(*) filter (where coalesce(denominator, 1) > 0) as n
from facts
where month is not null
group by all
order by month, member

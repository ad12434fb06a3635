-- The facts one by one, each with the place of its member among $members; the place after the last is all others'.
select
    coalesce(list_position($members, coalesce({split}, '')), len($members) + 1) - 1 as place,
    entity::varchar as entity,
    numerator::double as numerator,
    denominator::double as denominator,
from ({facts})

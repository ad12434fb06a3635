-- The facts of a longer period taken together, those included that belong to no single month.
select * replace ($first_day::date as month)
from ({facts})

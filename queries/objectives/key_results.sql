select objective, version, kpi, start, target, coalesce(weight, 1) as weight
from records.key_results
order by objective, version, place

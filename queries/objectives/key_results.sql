select objective, version, kpi, start, target
from records.key_results
order by objective, version, place

select objective, version, kpi, month, value
from records.key_result_paths
order by objective, version, kpi, month

select objective, version, parent
from records.objective_parents
order by objective, version, place

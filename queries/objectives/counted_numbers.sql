select objective, version, title, unit, direction, id
from records.counted_numbers

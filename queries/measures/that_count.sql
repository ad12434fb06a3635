-- Facts that add something; the others only show that there was something to count.
from ({facts})
where coalesce(numerator, 0) <> 0 or coalesce(denominator, 0) <> 0

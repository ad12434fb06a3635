select name, normalised_name(name) as normalised
from (select unnest($names::varchar[]) as name)

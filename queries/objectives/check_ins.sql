-- Every check-in, the oldest first.
select objective, team, note, how_sure, written_by, written_at
from records.check_ins
order by written_at, coalesce(place, 0), id

-- Everything that was ever counted, in the order of the days; of a day, the last one written stands last.
select number, counted_on, value, written_by, written_at
from records.counts
order by number, counted_on, written_at

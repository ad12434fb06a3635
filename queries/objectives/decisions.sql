-- The newest first.
select decided_on, what, written_by, written_at
from records.decisions
order by decided_on desc, written_at desc, id

-- As they stand, the newest first, those taken back left out.
select id, coalesce(version, 1) as version, decided_on, what, false as is_taken_back, written_by, written_at
from records.decisions
where coalesce(is_current, true) and not coalesce(is_taken_back, false)
order by decided_on desc, written_at desc, id

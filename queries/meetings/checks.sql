-- Ordered by what was said, not by when: who sat first must not be told from it.
select points, word
from records.meeting_checks
where meeting = $meeting
order by points, word

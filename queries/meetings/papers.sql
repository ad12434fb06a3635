select part, arg_max(words, version) as words
from records.meeting_papers
where meeting = $meeting
group by part
order by part

-- What was decided for a source, the newest decision.
select contract
from records.sources
where source = $source and format = $format
order by decided_at desc, rowid desc
limit 1

-- What was decided for each source and format, the newest decision.
select format, contract
from records.sources
qualify row_number() over (partition by source, format order by decided_at desc, rowid desc) = 1

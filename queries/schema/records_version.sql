select coalesce(max(number), 0) as version
from records.migrations

-- What the ledger's rows follow from: while none of these numbers moves, no row came, went or changed.
select count(*) as loaded, count(undone_at) as undone, coalesce(max(import_id), 0) as newest
from ledger.imports

select
    *,
    (select count(distinct moves.kpi) from ledger.import_moves as moves where moves.import_id = imports.import_id) as kpis_moved,
from ledger.imports as imports
order by import_id desc

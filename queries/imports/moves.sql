-- What an import did to the KPIs, newest month first.
select kpi, month, before, after
from ledger.import_moves
where import_id = $import_id
order by month desc, kpi

-- The facts of one period with the file and the line each came from.
select
    facts.* exclude (in_total),
    coalesce(imports.file, '') as file,
    coalesce(imports.part, '') as part,
from ({facts}) as facts
left join ledger.imports using (import_id)
order by import_id, line
limit $most

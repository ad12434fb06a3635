-- Keys whose current row is not the one of the newest live import, or that have none or two.
with versions as (
    select {key}, import_id, is_current
    from ledger.{table}
    where import_id in (select import_id from ledger.imports where undone_at is null)
),

keys as (
    select
        {key},
        max(import_id) as newest,
        max(import_id) filter (where is_current) as current,
        count(*) filter (where is_current) as currents
    from versions
    group by all
)

select count(*) as misplaced
from keys
where newest is distinct from current or currents <> 1

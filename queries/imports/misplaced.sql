-- Keys whose current row is not the one of the newest import that is not undone, or that have two, or one too many.
with versions as (
    select
        {key},
        import_id,
        is_current,
        import_id in (select import_id from ledger.imports where undone_at is null) as is_live
    from ledger.{table}
),

keys as (
    select
        {key},
        max(import_id) filter (where is_live) as newest,
        max(import_id) filter (where is_current) as current,
        count(*) filter (where is_current) as currents
    from versions
    group by all
)

select count(*) as misplaced
from keys
where newest is distinct from current or currents > 1

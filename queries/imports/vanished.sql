-- Current rows of the same source, within the days of the file, that the file no longer has: how many, and some of them.
with new as (
    select hash({key}) as key_hash, {columns}
    from read_parquet($rows)
),

days as (
    select min(least({days})) as first_day, max(greatest({days})) as last_day
    from new
)

select
    count(*) as vanished,
    arg_min(struct_pack(file := imports.file, line := old.line, kept := old), old.line, $most) as examples,
from ledger.{table} as old
inner join ledger.imports as imports on imports.import_id = old.import_id
cross join days
where
    old.is_current
    and imports.source = $source
    and imports.format = $format
    and least({old_days}) >= days.first_day
    and greatest({old_days}) <= days.last_day
    and not exists (
        from new
        where new.key_hash = old.key_hash and row({new_key}) is not distinct from row({old_key})
    )

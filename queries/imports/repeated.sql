-- Rows of one file that say they are the same thing: every line but the first, with the line of the first.
with hashed as (
    select line, hash({key}) as key_hash, {key}
    from read_parquet($rows)
),

suspects as (
    select key_hash
    from hashed
    group by key_hash
    having count(*) > 1
)

select
    line,
    min(line) over (partition by {key}) as first_line,
from hashed
semi join suspects using (key_hash)
qualify line > first_line
order by line

-- Rows told by a test, as import 1.
insert into {table} (import_id, line, key_hash, is_current, {columns})
select
    1 as import_id,
    line,
    hash(line) as key_hash,
    true as is_current,
    {columns}
from story

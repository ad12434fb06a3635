-- Rows told by a test, each of the import that it names.
insert into {table} (import_id, line, key_hash, is_current, {columns})
select
    import_id,
    line,
    hash(line) as key_hash,
    true as is_current,
    {columns}
from story

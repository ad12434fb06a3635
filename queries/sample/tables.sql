-- The tables of a catalogue that hold what was loaded or written. Which migrations ran stays.
select table_name
from information_schema.tables
where table_catalog = $catalogue and table_schema = 'main' and table_name <> 'migrations'
order by table_name

-- How many files are in, up to which month, and whether they are the sample company's.
select
    count(distinct hash) as files,
    max(last_month) as last_month,
    (select count(*) > 0 from ledger.state where name = 'sample') as is_sample,
from ledger.imports
where undone_at is null

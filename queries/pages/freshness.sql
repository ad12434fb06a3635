-- How many files are in, the newest month that any KPI knows, and whether they are the sample company's.
-- Expected closings and promised deliveries lie ahead, so the imports' own days would say too much; where no KPI can be
-- told yet, they are all there is.
select
    count(distinct hash) as files,
    coalesce(
        (select max(month) from ledger.kpi_months where month <= $today),
        max(last_month) filter (where last_month <= $today)
    ) as last_month,
    (select count(*) > 0 from ledger.state where name = 'sample' and value = 'loaded') as is_sample,
from ledger.imports
where undone_at is null

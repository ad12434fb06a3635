insert into ledger.import_moves
select
    $import_id as import_id,
    unnest($kpis::varchar[]) as kpi,
    unnest($months::date[]) as month,
    unnest($befores::double[]) as before,
    unnest($afters::double[]) as after

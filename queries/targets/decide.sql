insert into records.targets
select
    $kpi as kpi,
    $month as month,
    $value as value,
    $decided_by as decided_by,
    $decided_at as decided_at

insert into records.objectives (
    id,
    version,
    is_current,
    title,
    why,
    first_day,
    last_day,
    sales_owner,
    marketing_owner,
    status,
    written_by,
    written_at
)
values (
    $id,
    $version,
    true,
    $title,
    $why,
    $first_day,
    $last_day,
    $sales_owner,
    $marketing_owner,
    $status,
    $written_by,
    $written_at
)

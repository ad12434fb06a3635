insert into ledger.kpi_months
select
    $kpi as kpi,
    month,
    $split as split,
    member,
    numerator,
    denominator,
    squares,
    n
from ({facts})

insert into ledger.kpi_months
select
    $kpi as kpi,
    month,
    list_filter($splits, lambda split, place: (others & (1 << (len($splits) - place))) = 0)[1] as split,
    member,
    numerator,
    denominator,
    squares,
    n
from ({facts})

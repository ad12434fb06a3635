-- The kept months of two periods, each added up by split and member; a month may belong to both.
with periods as (
    select 0 as is_now, $before_first::date as first_day, $before_last::date as last_day

    union all

    select 1 as is_now, $now_first::date as first_day, $now_last::date as last_day
)

select
    kpi,
    split,
    is_now,
    member,
    sum(numerator) as numerator,
    sum(denominator) as denominator,
    sum(n)::bigint as n,
from ledger.kpi_months
inner join periods
    on month between if(kpi = any ($rolling), date_trunc('month', last_day)::date, first_day) and last_day
where kpi = any ($kpis) and split <> ''
group by kpi, split, is_now, member
order by all

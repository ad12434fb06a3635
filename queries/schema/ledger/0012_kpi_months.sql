-- What the pages read: every KPI of every month, in total (split '') and by each of its splits, computed at import.
create table ledger.kpi_months (
    kpi varchar not null,
    month date not null,
    split varchar not null,
    member varchar not null,
    numerator double,
    denominator double,                 -- null for a KPI that is no ratio
    squares double,                     -- sum of squared numerators: margins of scores and means
    n bigint not null,                  -- answers, deals, rows behind the value
)

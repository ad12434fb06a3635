-- What a KPI should be in a month.
create table records.targets (
    kpi varchar not null,
    month date not null,
    value double not null,
    decided_by varchar not null,
    decided_at timestamp not null,
)

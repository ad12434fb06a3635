-- What an import did to the KPIs of the months that it touched, as it was when it was loaded.
create table ledger.import_moves (
    import_id bigint not null,
    kpi varchar not null,
    month date not null,
    before double,                      -- null where there was no value
    after double,                       -- null where there is none any more
)

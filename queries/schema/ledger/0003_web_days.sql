-- Web days: a site's day by channel (or by page, country, …).
create table ledger.web_days (
    import_id integer not null,
    line bigint not null,
    key_hash ubigint not null,
    is_current boolean not null,
    property varchar,
    breakdown varchar,
    member varchar,
    first_day date,
    last_day date,
    sessions bigint,
    users bigint,
    engaged_sessions bigint,
    key_events double,
)

-- Profile days: one figure of a profile on a search engine or social network, by day or span of days.
create table ledger.profile_days (
    import_id integer not null,
    line bigint not null,
    key_hash ubigint not null,
    is_current boolean not null,
    platform varchar,
    profile varchar,
    metric varchar,
    detail varchar,
    first_day date,
    last_day date,
    value double,
)

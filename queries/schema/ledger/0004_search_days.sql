-- Search days: a search term's day or span of days on Google (an empty term is the site's total).
create table ledger.search_days (
    import_id integer not null,
    line bigint not null,
    key_hash ubigint not null,
    is_current boolean not null,
    property varchar,
    term varchar,
    first_day date,
    last_day date,
    clicks bigint,
    impressions bigint,
    position double,
)

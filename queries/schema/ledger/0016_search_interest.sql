-- Search interest: a term's day, week or month on Google Trends, among the terms of one comparison.
create table ledger.search_interest (
    import_id integer not null,
    line bigint not null,
    key_hash ubigint not null,
    is_current boolean not null,
    comparison varchar,
    category varchar,
    term varchar,
    region varchar,
    first_day date,
    last_day date,
    interest double,
)

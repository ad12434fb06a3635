-- Sales material uses: a sales document shown or sent.
create table ledger.asset_uses (
    import_id integer not null,
    line bigint not null,
    key_hash ubigint not null,
    is_current boolean not null,
    tool varchar,
    event_id varchar,
    asset varchar,
    used_at timestamp,
    deal_id varchar,
    company varchar,
    opened boolean,
)

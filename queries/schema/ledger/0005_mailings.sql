-- Mailings: one mailing.
create table ledger.mailings (
    import_id integer not null,
    line bigint not null,
    key_hash ubigint not null,
    is_current boolean not null,
    tool varchar,
    mailing_id varchar,
    title varchar,
    audience varchar,
    sent_at timestamp,
    sent bigint,
    delivered bigint,
    opens bigint,
    clicks bigint,
    unsubscribes bigint,
)

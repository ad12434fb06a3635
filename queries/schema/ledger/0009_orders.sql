-- Orders: an order or invoice.
create table ledger.orders (
    import_id integer not null,
    line bigint not null,
    key_hash ubigint not null,
    is_current boolean not null,
    tool varchar,
    document_no varchar,
    company varchar,
    country varchar,
    ordered_on date,
    amount decimal(18, 4),
    currency varchar,
    promised_on date,
    delivered_on date,
    status varchar,
)

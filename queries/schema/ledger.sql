-- Which migrations this catalogue has been through; the newest number says what version it is.
create table if not exists ledger.migrations (
    number integer not null,
    name varchar not null,
)

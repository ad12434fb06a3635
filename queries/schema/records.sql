-- Which migrations this catalogue has been through; the newest number says what version it is.
create table if not exists records.migrations (
    number integer not null,
    name varchar not null,
)

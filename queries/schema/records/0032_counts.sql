-- What people counted: the last one written about a day holds.
create table records.counts (
    number varchar not null,            -- the id of the counted number
    counted_on date not null,
    value double not null,
    written_by varchar not null,
    written_at timestamp not null,
)

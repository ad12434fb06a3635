-- What was answered once about a source and is obeyed afterwards: its contract, as JSON.
create table records.sources (
    source varchar not null,
    format varchar not null,
    contract varchar not null,
    decided_by varchar not null,
    decided_at timestamp not null,
)

-- What the two teams decided together.
create table records.decisions (
    id varchar not null,
    decided_on date not null,
    what varchar not null,
    written_by varchar not null,
    written_at timestamp not null,
)

-- Who does what by when. Every change, a tick too, is a row of its own, the newest is current.
create table records.actions (
    id varchar not null,
    version integer not null,
    is_current boolean not null,
    what varchar not null,
    owner varchar not null,
    due date not null,
    done_on date,
    written_by varchar not null,
    written_at timestamp not null,
)

-- What the company wants, above the joint objectives. Every edit is a row of its own, the newest is current.
create table records.goals (
    id varchar not null,
    version integer not null,
    is_current boolean not null,
    title varchar not null,
    owner varchar not null,
    first_day date not null,
    last_day date not null,
    status varchar not null,            -- active or closed
    written_by varchar not null,
    written_at timestamp not null,
)

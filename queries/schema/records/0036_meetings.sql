-- The joint meetings. Whenever one goes on to another item, or somebody comes, a row is added; the newest is current.
create table records.meetings (
    id varchar not null,
    version integer not null,
    is_current boolean not null,
    month date not null,                -- whose figures are looked at
    planned varchar not null,           -- minutes of each item of the agenda, with a blank between them
    present varchar not null,           -- who is there, one name a line
    item varchar not null,              -- where the meeting is: an item of the agenda; over once it has ended
    began_at timestamp not null,
    written_by varchar not null,
    written_at timestamp not null,
)

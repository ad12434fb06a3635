-- What a team said about an objective, and how sure it was, from 0 to 10.
create table records.check_ins (
    id varchar not null,
    objective varchar not null,
    team varchar not null,              -- sales or marketing
    note varchar not null,
    how_sure integer not null,
    written_by varchar not null,
    written_at timestamp not null,
)

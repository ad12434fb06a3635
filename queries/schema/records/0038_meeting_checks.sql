-- How a meeting went, in the eyes of one who was there. Without name and time, so that nobody can tell whose it is.
create table records.meeting_checks (
    meeting varchar not null,
    points integer not null,            -- from 0 to 10
    word varchar not null,
)

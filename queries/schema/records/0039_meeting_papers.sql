-- What a meeting saw, in words as they were read: of each item when it was left, and of the whole at its end.
-- Later imports do not change it. Where an item was left twice, that of the highest version counts.
create table records.meeting_papers (
    meeting varchar not null,
    version integer not null,           -- of the meeting when it was written
    part varchar not null,              -- an item of the agenda, or minutes
    words varchar not null,             -- as JSON
    written_at timestamp not null,
)

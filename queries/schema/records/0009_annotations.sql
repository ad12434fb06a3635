-- What happened outside the figures: a launch, a fair, a changed price. Every edit, taking back too, is a row of its own,
-- the newest is current.
create table records.annotations (
    id varchar not null,
    version integer not null,
    is_current boolean not null,
    kind varchar not null,
    what varchar not null,
    first_day date not null,
    last_day date not null,
    touches varchar not null,           -- all, team:…, stage:…, kpi:…; several with a blank between them
    is_taken_back boolean not null,
    written_by varchar not null,
    written_at timestamp not null,
)

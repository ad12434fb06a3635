-- What a version of an objective belongs to: goals of the company or other objectives, the first one leading.
create table records.objective_parents (
    objective varchar not null,
    version integer not null,
    place integer not null,
    parent varchar not null,            -- the id of a goal or of an objective
)

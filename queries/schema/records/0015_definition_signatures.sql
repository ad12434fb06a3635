-- The heads of the two teams under a version of a definition. Rows are never changed.
create table records.definition_signatures (
    kpi varchar not null,
    version integer not null,
    team varchar not null,              -- marketing or sales
    name varchar not null,
    signed_at timestamp not null,
)

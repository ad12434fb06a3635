-- New words for a KPI's definition, from version 2 on; version 1 is what Custodian ships. Rows are never changed.
create table records.definitions (
    kpi varchar not null,
    version integer not null,
    words varchar not null,
    reason varchar not null,
    valid_from date not null,           -- first day of the month from which it holds, once both heads have signed
    computed_as varchar not null,       -- fingerprint of what was computed when it was written
    written_by varchar not null,
    written_at timestamp not null,
)

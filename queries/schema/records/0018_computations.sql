-- How Custodian computed and worded a KPI since when: a row whenever an update changed either.
create table records.computations (
    kpi varchar not null,
    fingerprint varchar not null,
    words varchar not null,             -- the shipped definition
    seen_at timestamp not null,
)

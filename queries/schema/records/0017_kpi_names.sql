-- What each team calls a KPI in its own words. Every change, taking back too, is a row of its own, the newest is current.
create table records.kpi_names (
    kpi varchar not null,
    team varchar not null,              -- marketing or sales
    says varchar not null,              -- several with a comma between them; empty where taken back
    version integer not null,
    is_current boolean not null,
    written_by varchar not null,
    written_at timestamp not null,
)

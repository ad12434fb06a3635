-- By which KPI a version of an objective is measured. The value is never written down: it is read from the KPI.
create table records.key_results (
    objective varchar not null,
    version integer not null,
    place integer not null,
    kpi varchar not null,
    start double not null,
    target double not null,
)

-- From which month on a KPI's natural limits are computed anew, and why. Every change, taking back too, is a row of its
-- own, the newest is current.
create table records.baselines (
    kpi varchar not null,
    first_month date not null,
    version integer not null,
    is_current boolean not null,
    is_in_force boolean not null,       -- false: taken back
    reason varchar not null,
    written_by varchar not null,
    written_at timestamp not null,
)

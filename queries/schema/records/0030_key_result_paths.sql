-- What a month should bring where a key result does not go straight from start to target.
create table records.key_result_paths (
    objective varchar not null,
    version integer not null,
    kpi varchar not null,
    month date not null,
    value double not null,
)

-- A key result that no KPI tells: a number that people count themselves. Its id stands where a KPI's key would stand.
create table records.counted_numbers (
    objective varchar not null,
    version integer not null,
    id varchar not null,
    title varchar not null,
    unit varchar not null,
    direction varchar not null,         -- up or down: which way is better
)

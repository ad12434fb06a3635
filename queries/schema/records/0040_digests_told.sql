-- Which real changes a digest has told of, so that each alerts once. Rows are never changed.
create table records.digests_told (
    kpi varchar not null,
    verdict varchar not null,           -- real improvement or real decline
    since date not null,                -- the month in which the change began
    month date not null,                -- the digest's
    told_at timestamp not null,
)

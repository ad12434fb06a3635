-- Campaign days: a campaign's day, or the finest span of days that the export has.
create table ledger.campaign_days (
    import_id integer not null,
    line bigint not null,
    key_hash ubigint not null,
    is_current boolean not null,
    platform varchar,
    account varchar,
    campaign varchar,
    detail varchar,
    first_day date,
    last_day date,
    impressions bigint,
    clicks bigint,
    cost decimal(18, 4),
    currency varchar,
    conversions double,
)

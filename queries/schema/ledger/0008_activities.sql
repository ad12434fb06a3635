-- Activities: a call, visit, meeting, mail or fair talk.
create table ledger.activities (
    import_id integer not null,
    line bigint not null,
    key_hash ubigint not null,
    is_current boolean not null,
    tool varchar,
    activity_id varchar,
    happened_at timestamp,
    kind varchar,
    team varchar,
    company varchar,
    contact_id varchar,
    deal_id varchar,
    campaign varchar,
)

-- What sales and marketing promised together. Every edit is a row of its own, the newest is current: who, when and what
-- stood there before are kept.
create table records.objectives (
    id varchar not null,
    version integer not null,
    is_current boolean not null,
    title varchar not null,
    why varchar not null,
    first_day date not null,
    last_day date not null,
    sales_owner varchar not null,
    marketing_owner varchar not null,
    status varchar not null,            -- active or closed
    written_by varchar not null,
    written_at timestamp not null,
)

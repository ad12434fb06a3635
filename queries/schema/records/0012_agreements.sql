-- What marketing and sales owe each other. Every change is a row of its own, the newest is current.
create table records.agreements (
    version integer not null,
    is_current boolean not null,
    holds_from date not null,
    goal double,                        -- revenue a month; null where the targets of revenue say it
    share double not null,              -- of the goal that marketing's leads shall bring
    average_deal double not null,
    rate double not null,               -- of qualified leads that become customers
    reply_hours double not null,        -- working hours
    reply_share double not null,        -- of enquiries that sales shall answer in that time
    written_by varchar not null,
    written_at timestamp not null,
)

-- Whether two written names are one company, as a person decided. Every change, taking back too, is a row of its own, the
-- newest is current.
create table records.company_matches (
    one varchar not null,               -- the names as the files write them, in alphabetical order
    other varchar not null,
    version integer not null,
    is_current boolean not null,
    verdict varchar not null,           -- same, different, or open: taken back
    score double,                       -- the probability that the review list showed, if it came from there
    evidence varchar not null,
    written_by varchar not null,
    written_at timestamp not null,
)

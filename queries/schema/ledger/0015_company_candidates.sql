-- Companies that may be one, as last looked for: what a person is asked.
create table ledger.company_candidates (
    one varchar not null,
    other varchar not null,
    score double not null,
    evidence varchar not null,
)

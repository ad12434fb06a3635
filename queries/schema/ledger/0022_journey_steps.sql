-- What the ledger knows of each step of the journey at all.
create table ledger.journey_steps (
    step varchar not null,
    companies bigint not null,          -- that have a date of their own for it
    known_to date,                      -- the last day on which the exports that tell it tell anything
    nameless bigint not null,           -- records that would tell it and name no company
)

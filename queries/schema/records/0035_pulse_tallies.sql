-- How often a team chose each point of the scale in a quarter. Single answers are kept nowhere, in no order and at no time:
-- an answer adds one to five of these counts. So there are no versions here.
create table records.pulse_tallies (
    quarter date not null,              -- its first day
    team varchar not null,              -- the team that answered about the other one
    question varchar not null,
    point integer not null,             -- 1 not at all … 5 fully
    answers integer not null,
)

-- Small facts about the ledger itself: whether it holds the sample company, what the KPIs were computed with.
create table ledger.state (
    name varchar not null,
    value varchar not null,
)

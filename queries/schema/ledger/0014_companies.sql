-- Written names that stand for another company than their normalised name says: by a domain they share, or as decided.
-- Made anew at import and at every decision.
create table ledger.company_aliases (
    name varchar not null,
    company varchar not null,
)

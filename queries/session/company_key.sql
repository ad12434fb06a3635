-- The company that a written name stands for: as matched by domain or decided by a person, else its normalised name.
create or replace macro company_key(written) as (
    coalesce(
        (select min(alias.company) from ledger.company_aliases as alias where alias.name = written),
        normalised_name(written)
    )
)

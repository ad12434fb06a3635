-- How the normalised names of a list are written in the ledger.
with written as (
    select company as name from contacts
    union
    select company from deals
    union
    select company from orders
    union
    select company from activities
    union
    select company from asset_uses
    union
    select company from survey_answers
)

select name, normalised_name(name) as normalised
from written
where normalised_name(name) in (select unnest($normalised::varchar[]))
order by name

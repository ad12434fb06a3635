-- Does a text hold one of the ways in which people spell our name?
create or replace macro names_brand(says) as (
    select coalesce(bool_or(contains(lower(says), term)), false)
    from brand_terms
)

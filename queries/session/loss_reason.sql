-- The code of a reason in words; where several are named the one named first, 'other' where none is recognised.
create or replace macro loss_reason(says) as (
    select coalesce(arg_min(code, row(length(before), code)), 'other')
    from (select *, regexp_extract(lower(says), '(?s)^(.*?)(' || pattern || ')', 1) as before from loss_reasons)
    where regexp_matches(lower(says), pattern)
)

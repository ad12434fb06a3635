-- The code of a reason in words; where several are named the one named first, 'other' where none is recognised.
create or replace macro loss_reason(says) as (
    select coalesce(arg_min(code, strpos(lower(says), regexp_extract(lower(says), pattern))), 'other')
    from loss_reasons
    where regexp_matches(lower(says), pattern)
)

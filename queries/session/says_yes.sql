-- Yes or no from an answer: 1 and 0 where it is coded, else the word.
create or replace macro says_yes(coded, says) as (
    coalesce(coded >= 1, lower(trim(says)) in ('yes', 'y', 'ja', 'j', 'true', 'x'))
)

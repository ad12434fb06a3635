-- Yes or no from an answer: 1 and 0 where it is coded, else the word, alone or with more behind a comma.
create or replace macro says_yes(coded, says) as (
    coalesce(
        coded >= 1, regexp_matches(lower(trim(says)), '^(yes|y|ja|j|oui|sí|si|sim|true|x)($|[,.;:!]( |$))')
    )
)

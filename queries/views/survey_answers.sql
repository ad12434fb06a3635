-- Current survey answers.
create or replace view survey_answers as
select
    import_id,
    line,
    survey,
    wave,
    response_id,
    question,
    answered_at,
    role,
    company,
    touchpoint,
    measure,
    value,
    text
from ledger.survey_answers
where is_current

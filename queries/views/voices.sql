-- What people outside the company answered; our own teams' answers are another matter.
create or replace view voices as
select
    import_id,
    line,
    survey,
    response_id,
    question,
    answered_at,
    date_trunc('month', answered_at)::date as month,
    role,
    touchpoint,
    measure,
    value,
    text
from survey_answers
where coalesce(role, '') not in ('sales', 'marketing')

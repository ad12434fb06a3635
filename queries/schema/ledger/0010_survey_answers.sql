-- Survey answers: one answer of one respondent to one question.
create table ledger.survey_answers (
    import_id integer not null,
    line bigint not null,
    key_hash ubigint not null,
    is_current boolean not null,
    survey varchar,
    wave varchar,
    response_id varchar,
    question varchar,
    answered_at timestamp,
    role varchar,
    company varchar,
    touchpoint varchar,
    measure varchar,
    value double,
    text varchar,
)

-- Who signed which version of the agreement for which team.
create table records.agreement_signatures (
    version integer not null,
    team varchar not null,
    signed_by varchar not null,
    signed_at timestamp not null,
)

-- Proposals that were taken back before both heads had signed.
create table records.definition_withdrawals (
    kpi varchar not null,
    version integer not null,
    written_by varchar not null,
    written_at timestamp not null,
)

-- Who may answer the pulse of a quarter: whoever holds a code of which this is the hash. Nothing ties it to an answer.
create table records.pulse_invitations (
    quarter date not null,              -- its first day
    team varchar not null,              -- sales or marketing
    code_hash varchar not null,
    is_used boolean not null,
)

-- What was written down in a meeting: a decision, an action, or an action ticked off.
create table records.meeting_entries (
    meeting varchar not null,
    kind varchar not null,              -- decision, action, done
    entry varchar not null,             -- its id
    carries_out varchar not null,       -- of an action: the id of the decision that it carries out; empty for none
    written_at timestamp not null,
)

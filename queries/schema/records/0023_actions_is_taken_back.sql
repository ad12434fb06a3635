-- An action taken back is a row of its own that says so; empty is not taken back.
alter table records.actions add column is_taken_back boolean

-- A decision taken back is a row of its own that says so; empty is not taken back.
alter table records.decisions add column is_taken_back boolean

-- What was learned, written when an objective is closed.
alter table records.objectives add column lesson varchar

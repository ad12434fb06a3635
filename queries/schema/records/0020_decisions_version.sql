-- Every edit of a decision, taking back too, is a row of its own from now on, the newest is current; empty is the first.
alter table records.decisions add column version integer

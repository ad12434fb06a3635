-- How much a key result counts in its objective; empty counts as one.
alter table records.key_results add column weight double

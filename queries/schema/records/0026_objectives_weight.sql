-- How much an objective counts beside its neighbours under a goal; empty counts as one.
alter table records.objectives add column weight double

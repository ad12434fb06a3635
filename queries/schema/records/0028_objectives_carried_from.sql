-- The objective of an earlier period that this one goes on with; empty where it is a new one.
alter table records.objectives add column carried_from varchar

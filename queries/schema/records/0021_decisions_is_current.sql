-- Empty where the decision was written before decisions had versions: current.
alter table records.decisions add column is_current boolean

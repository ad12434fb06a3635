-- A target taken away is a decision like any other: a row of its own that says what was taken away, by whom and when.
alter table records.targets add column is_withdrawn boolean

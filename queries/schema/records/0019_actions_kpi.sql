-- Which KPI an action is meant to move; empty where it is meant for none.
alter table records.actions add column kpi varchar

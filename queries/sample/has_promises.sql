-- Did people write anything: an objective, a decision, a target?
select
    exists (from records.objectives)
    or exists (from records.actions)
    or exists (from records.decisions)
    or exists (from records.targets) as has_promises

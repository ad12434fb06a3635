-- Did people write anything: an objective, a goal, a decision, a target, an agreement, a note, a definition, a signature, a
-- name, an invitation, a meeting?
select
    exists (from records.objectives)
    or exists (from records.goals)
    or exists (from records.actions)
    or exists (from records.decisions)
    or exists (from records.targets)
    or exists (from records.agreements)
    or exists (from records.annotations)
    or exists (from records.definitions)
    or exists (from records.definition_signatures)
    or exists (from records.pulse_invitations)
    or exists (from records.meetings)
    or exists (from records.kpi_names) as has_promises

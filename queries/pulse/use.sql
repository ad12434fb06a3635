-- Counts one where the invitation was still open, nought where somebody was faster.
update records.pulse_invitations
set is_used = true
where code_hash = $code_hash and not is_used

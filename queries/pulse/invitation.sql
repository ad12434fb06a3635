select quarter, team, is_used
from records.pulse_invitations
where code_hash = $code_hash

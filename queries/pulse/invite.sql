insert into records.pulse_invitations (quarter, team, code_hash, is_used)
select $quarter, $team, code_hash, false
from unnest($code_hashes) as codes (code_hash)
order by code_hash

select version, team, signed_by, signed_at
from records.agreement_signatures
order by signed_at

insert into ledger.company_candidates
select one, other, score, evidence
from candidates_frame

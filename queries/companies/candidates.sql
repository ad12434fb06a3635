-- The review list: what nobody decided yet, the likeliest first.
select candidates.one, candidates.other, candidates.score, candidates.evidence
from ledger.company_candidates as candidates
anti join (select one, other from records.company_matches where is_current and verdict <> 'open') as decided
    using (one, other)
where company_key(candidates.one) <> company_key(candidates.other)
order by score desc, one, other

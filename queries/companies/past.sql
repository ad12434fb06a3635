-- Every version of what was decided about a pair, the newest first.
select one, other, version, verdict, score, evidence, written_by, written_at
from records.company_matches
where one = $one and other = $other
order by version desc

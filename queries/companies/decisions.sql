-- Every pair that somebody ever decided about, as it stands now.
select one, other, version, verdict, score, evidence, written_by, written_at
from records.company_matches
where is_current
order by written_at, one, other

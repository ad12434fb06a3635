insert into records.company_matches (one, other, version, is_current, verdict, score, evidence, written_by, written_at)
values ($one, $other, $version, true, $verdict, $score, $evidence, $written_by, $written_at)

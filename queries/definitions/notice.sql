insert into records.computations (kpi, fingerprint, words, seen_at)
values ($kpi, $fingerprint, $words, $seen_at)

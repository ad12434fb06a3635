insert into records.definitions (
    kpi, version, words, reason, valid_from, computed_as, written_by, written_at
)
values ($kpi, $version, $words, $reason, $valid_from, $computed_as, $written_by, $written_at)

insert into records.sources
values ($source, $format, $contract, $decided_by, $decided_at)

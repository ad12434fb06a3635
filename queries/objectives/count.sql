insert into records.counts (number, counted_on, value, written_by, written_at)
values ($number, $counted_on, $value, $written_by, $written_at)

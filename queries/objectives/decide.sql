insert into records.decisions (id, version, is_current, decided_on, what, is_taken_back, written_by, written_at)
values ($id, $version, true, $decided_on, $what, $is_taken_back, $written_by, $written_at)

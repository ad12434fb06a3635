insert into records.decisions (id, decided_on, what, written_by, written_at)
values ($id, $decided_on, $what, $written_by, $written_at)

insert into records.counted_numbers (objective, version, id, title, unit, direction)
values ($objective, $version, $id, $title, $unit, $direction)

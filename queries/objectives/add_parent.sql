insert into records.objective_parents (objective, version, place, parent)
values ($objective, $version, $place, $parent)

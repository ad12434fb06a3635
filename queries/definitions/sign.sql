insert into records.definition_signatures (kpi, version, team, name, signed_at)
values ($kpi, $version, $team, $name, $signed_at)

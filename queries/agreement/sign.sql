insert into records.agreement_signatures (version, team, signed_by, signed_at)
values ($version, $team, $signed_by, $signed_at)

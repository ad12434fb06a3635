-- Who signed which version, in the order of signing.
select
    kpi,
    version,
    team,
    name,
    signed_at,
from records.definition_signatures
order by kpi, version, signed_at, team

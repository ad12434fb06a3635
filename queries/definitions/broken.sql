-- Changed definitions that as many teams have signed as must, and that hold from a day between the two on.
select
    definitions.kpi,
    definitions.version,
    definitions.reason,
    definitions.valid_from,
from records.definitions
inner join records.definition_signatures as signatures
    on signatures.kpi = definitions.kpi and signatures.version = definitions.version
where definitions.valid_from between $first_day and $last_day
group by definitions.kpi, definitions.version, definitions.reason, definitions.valid_from
having count(distinct signatures.team) >= $teams
order by definitions.kpi, definitions.version

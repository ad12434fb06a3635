-- Every version that people wrote, and who took it back before it was signed.
select
    definitions.kpi,
    definitions.version,
    definitions.words,
    definitions.reason,
    definitions.valid_from,
    definitions.computed_as,
    definitions.written_by,
    definitions.written_at,
    coalesce(any_value(withdrawals.written_by), '') as withdrawn_by,
from records.definitions
left join records.definition_withdrawals as withdrawals
    on withdrawals.kpi = definitions.kpi and withdrawals.version = definitions.version
group by all
order by definitions.kpi, definitions.version

-- Lines of an import whose rows are not what its file says, read once more.
with said as (
    select line, {columns} from read_parquet($rows)
),

kept as (
    select line, {columns}
    from ledger.{table}
    where import_id = $import_id
)

select distinct line
from ((from said except all from kept) union all (from kept except all from said))
order by line

select count(*) as added
from read_parquet($rows)

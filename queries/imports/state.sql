select value
from ledger.state
where name = $name

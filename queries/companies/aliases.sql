select name, company
from ledger.company_aliases
order by name

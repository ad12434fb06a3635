select name, company
from ledger.company_aliases

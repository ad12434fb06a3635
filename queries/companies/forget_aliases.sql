delete from ledger.company_aliases

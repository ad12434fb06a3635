delete from ledger.company_candidates

select exists (from ledger.journeys) as has_any

delete from ledger.journeys

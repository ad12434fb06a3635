delete from ledger.journey_steps

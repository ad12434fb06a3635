-- The segment a contact's company is put into: its industry, branch or size class.
alter table ledger.contacts add column segment varchar

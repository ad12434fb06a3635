-- The segment a deal's company is put into: its industry, branch or size class.
alter table ledger.deals add column segment varchar

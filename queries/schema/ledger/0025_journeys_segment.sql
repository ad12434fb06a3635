-- The segment of a company on its journey, as contacts or deals name it.
alter table ledger.journeys add column segment varchar

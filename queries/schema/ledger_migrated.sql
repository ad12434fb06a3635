insert into ledger.migrations
values ($number, $name)

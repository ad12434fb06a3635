insert into ledger.state
values ($name, $value)

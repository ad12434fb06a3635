delete from ledger.state
where name = $name

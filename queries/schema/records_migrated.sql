insert into records.migrations
values ($number, $name)

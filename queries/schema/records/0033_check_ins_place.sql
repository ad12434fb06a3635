-- Which check-in on its objective it is, counted from 0: so two of the same second have an order, too.
alter table records.check_ins add column place integer

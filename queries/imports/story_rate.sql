-- A test's own exchange rate, so that its sums can be done by hand.
update rates
set worth = $worth
where currency = $currency

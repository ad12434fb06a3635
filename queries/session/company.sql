-- What SQL must know of the settings, in memory beside the two catalogues.
create or replace table company as
select $currency as currency, $minimum_n as minimum_n, $fiscal_year_starts as fiscal_year_starts

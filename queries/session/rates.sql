-- What one unit of a currency is worth in the company's own, by month; months after the last known rate keep it.
-- Nineteen digits: with eighteen, DuckDB multiplies in 64 bits and stops at an amount of a million.
create or replace table rates as
select month, currency, worth::decimal(19, 8) as worth
from rates_frame

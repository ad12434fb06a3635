-- What one unit of a currency is worth in the company's own, by month; months after the last known rate keep it.
create or replace table rates as
select month, currency, worth::decimal(18, 8) as worth
from rates_frame

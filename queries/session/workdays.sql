-- Every day with its working hours; hours_before counts the working hours of all days before it.
create or replace table workdays as
select day, opens, hours, hours_before
from workdays_frame

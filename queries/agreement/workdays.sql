-- The working days between two days: the settings' weekdays without the country's public holidays.
select day
from workdays
where hours > 0 and day between $first_day and $last_day
order by day

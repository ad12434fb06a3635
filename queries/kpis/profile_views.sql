-- title      = "Profile views"
-- unit       = "count"
-- direction  = "up"
-- team       = "marketing"
-- stage      = "recognise"
-- place      = 4
-- sources    = ["profile_days"]
-- splits     = ["platform", "profile"]
-- definition = "How often our profiles were looked at: the business profile on Google Search and Maps, the pages on Facebook and Instagram."
-- reason     = "Many look us up without ever coming to the website: on the map, on the phone, in a network."
-- caveat     = "People who look twice count as the platform counts them. Reach is not in it: whoever is reached on two days would count twice."
-- better     = "our profiles are looked at more often"
-- worse      = "our profiles are looked at less often"
select
    month,
    platform,
    profile,
    value as numerator,
    import_id,
    line,
from profile_days
where
    first_day >= $first_day
    and last_day <= $last_day
    and starts_with(metric, 'views')

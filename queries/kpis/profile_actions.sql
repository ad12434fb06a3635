-- title      = "Actions on our profiles"
-- unit       = "count"
-- direction  = "up"
-- team       = "marketing"
-- stage      = "consider"
-- place      = 3
-- sources    = ["profile_days"]
-- splits     = ["action", "platform", "profile"]
-- definition = "What people did on our profiles: called, wrote, booked, ordered, asked the way, went to the website, followed a link, followed us, reacted to a post, commented on it or shared it."
-- reason     = "Whoever calls or asks the way is close to asking for an offer, and no website figure shows it."
-- caveat     = "Reactions to a post count in the month in which it was published and go on growing; export the last months again."
-- better     = "people do more on our profiles"
-- worse      = "people do less on our profiles"
select
    month,
    metric as action,
    platform,
    profile,
    value as numerator,
    import_id,
    line,
from profile_days
where
    first_day >= $first_day
    and last_day <= $last_day
    and metric in (
        'calls',
        'messages',
        'bookings',
        'hotel bookings',
        'food orders',
        'direction requests',
        'website clicks',
        'link clicks',
        'follows',
        'reactions to posts',
        'comments on posts',
        'shares of posts'
    )

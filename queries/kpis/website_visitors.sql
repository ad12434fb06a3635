-- title      = "Website visitors"
-- unit       = "count"
-- direction  = "up"
-- team       = "marketing"
-- stage      = "recognise"
-- place      = 2
-- sources    = ["web_days"]
-- splits     = ["property", "channel"]
-- definition = "Visitors of our websites, added up over the channels they came through; where a site has no channels, its total."
-- reason     = "Who has heard of us looks us up: interest before anybody asks us anything."
-- caveat     = "Who comes on two days, or through two channels, may count twice where the export is by day or channel."
-- better     = "more people visit our website"
-- worse      = "fewer people visit our website"
with by_channel as (
    select distinct
        property,
        date_trunc('month', first_day) as starts_in
    from web_days
    where breakdown = 'channel'
)

select
    month,
    property,
    if(breakdown = 'channel', coalesce(member, ''), '') as channel,
    users as numerator,
    import_id,
    line
from web_days
where
    first_day >= $first_day
    and last_day <= $last_day
    and (
        breakdown = 'channel'
        -- The same visits again, where the channels are known.
        or (breakdown = 'total' and (property, date_trunc('month', first_day)) not in (from by_channel))
    )

-- Every version of the agreement, the newest first.
select
    version,
    holds_from,
    goal,
    share,
    average_deal,
    rate,
    reply_hours,
    reply_share,
    written_by,
    written_at,
from records.agreements
order by version desc

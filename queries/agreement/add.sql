insert into records.agreements (
    version, is_current, holds_from, goal, share, average_deal, rate, reply_hours, reply_share, written_by, written_at
)
values (
    $version, true, $holds_from, $goal, $share, $average_deal, $rate, $reply_hours, $reply_share, $written_by,
    $written_at
)

-- Does any export say which leads came back?
select count(*) > 0 as tells
from contacts
where sent_back_at is not null or sent_back_reason is not null

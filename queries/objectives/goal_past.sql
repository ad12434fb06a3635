-- Every version of one goal, the newest first.
select id, version, title, owner, first_day, last_day, status, written_by, written_at
from records.goals
where id = $id
order by version desc

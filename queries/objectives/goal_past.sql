-- Every version of one goal, of all where none is named; of each the newest first.
select id, version, title, owner, first_day, last_day, status, written_by, written_at
from records.goals
where $id in (id, '')
order by id, version desc

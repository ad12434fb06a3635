-- The facts with every member named: one that is null and one that is empty are the same, and count as one.
select
    * exclude ({members}),
    coalesce(columns(lambda name: list_contains(string_split('{members}', ', '), name)), '') as "\0",
from ({facts})

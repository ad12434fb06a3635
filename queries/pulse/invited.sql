-- How many were invited, by quarter and team.
select quarter, team, count(*)::integer as invited
from records.pulse_invitations
group by quarter, team
order by quarter, team

-- Every domain at which a contact stands, as the addresses have it.
select distinct lower(domain) as domain
from contacts
where domain is not null
order by domain

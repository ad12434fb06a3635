insert into ledger.company_aliases
select unnest($names::varchar[]) as name, unnest($companies::varchar[]) as company

select company_key($name::varchar) as company

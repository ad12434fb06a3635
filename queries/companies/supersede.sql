update records.company_matches
set is_current = false
where one = $one and other = $other and version = $version and is_current

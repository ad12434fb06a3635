-- title      = "Branded searches"
-- unit       = "count"
-- direction  = "up"
-- team       = "marketing"
-- stage      = "recognise"
-- place      = 1
-- sources    = ["search_days"]
-- splits     = ["property"]
-- definition = "How often people searched Google with our name in the query and were shown our site."
-- reason     = "Nobody types a name they do not know: the plainest sign that recognition grows."
-- caveat     = "Search Console lists at most 1,000 terms a file; rare spellings may be missing. Set the spellings as brand_terms in custodian.toml."
-- better     = "more people search for us by name"
-- worse      = "fewer people search for us by name"
select
    month,
    property,
    if(names_brand(term), impressions, 0) as numerator,
    import_id,
    line
from search_days
where
    first_day >= $first_day
    and last_day <= $last_day
    -- A row without a term is the site's total; it says nothing of names.
    and term <> ''
    and exists (from brand_terms)

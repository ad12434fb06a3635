-- What two spellings of one company have in common: case, umlauts, signs and the legal form do not tell companies apart.
create or replace macro company_key(name) as (
    nullif(
        trim(
            regexp_replace(
                regexp_replace(
                    strip_accents(
                        replace(replace(replace(replace(replace(lower(name), '.', ''), 'ä', 'ae'), 'ö', 'oe'), 'ü', 'ue'), 'ß', 'ss')
                    ),
                    '[^\p{L}\p{N}]+( *(und|and|et)[^\p{L}\p{N}]+)?', ' ', 'g'
                ),
                '( (gmbh|mbh|ag|kg|kgaa|ohg|gbr|ug|ek|ev|se|co|ltd|limited|plc|llp|inc|corp|llc|sa|sas|sarl|srl|spa|bv|nv|oy|ab|as|aps))+ *$',
                ''
            )
        ),
        ''
    )
)

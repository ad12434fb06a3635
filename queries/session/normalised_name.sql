-- What two spellings of one company have in common: case, accents, signs and the legal form do not tell companies apart.
create or replace macro normalised_name(name) as (
    nullif(
        regexp_replace(
            trim(
                regexp_replace(
                    strip_accents(
                        replace(replace(replace(replace(replace(replace(replace(replace(
                            replace(lower(nfc_normalize(name)), '.', ''),
                            'ä', 'ae'), 'ö', 'oe'), 'ü', 'ue'), 'ß', 'ss'), 'ø', 'oe'), 'æ', 'ae'), 'œ', 'oe'), 'ł', 'l')
                    ),
                    '[^\p{L}\p{N}]+( *(und|and|et)[^\p{L}\p{N}]+)?', ' ', 'g'
                )
            ),
            '( ({forms}))+$',
            ''
        ),
        ''
    )
)

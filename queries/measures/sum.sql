-- Sum first, divide last. Decimals are added without rounding, so a sum is the same in whatever order its facts come.
with facts as (
    select
        * replace (
            try_cast(numerator as decimal(38, 12)) as numerator,
            try_cast(denominator as decimal(38, 12)) as denominator
        )
    from ({facts})
)

select
    month,
    -- In each grouping set one column is grouped; it is the one whose bit is not set.
    grouping_id({members}) as others,
    coalesce({members}) as member,
    -- By way of text, because a decimal's own cast may miss the nearest number by its last digit.
    sum(numerator)::varchar::double as numerator,
    sum(denominator)::varchar::double as denominator,
    -- 15 digits, multiplied as 19: DuckDB multiplies decimals of up to 18 digits as integers that overflow.
    sum(
        try_cast({squared} as decimal(15, 6))::decimal(19, 6) * try_cast({squared} as decimal(15, 6))::decimal(19, 6)
    )::varchar::double as squares,
    count(*) filter (where coalesce(denominator, 1) > 0) as n
from facts
where month is not null
group by grouping sets ({sets})
order by others, month, member

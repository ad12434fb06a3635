-- The review list: what nobody decided yet, first what is likely and about most money. At stake is what both names have
-- ordered or, where they have not, what their deals amount to.
with asked as (
    select candidates.one, candidates.other, candidates.score, candidates.evidence
    from ledger.company_candidates as candidates
    anti join (select one, other from records.company_matches where is_current and verdict <> 'open') as decided
        using (one, other)
    -- one normalised name is only asked about where countries and domains say two
    where
        company_key(candidates.one) <> company_key(candidates.other)
        or normalised_name(candidates.one) = normalised_name(candidates.other)
),

names as (
    select one as name from asked
    union
    select other from asked
),

ordered as (
    select company as name, sum(amount)::double as amount
    from placed_orders
    where company in (select name from names)
    group by company
),

dealt as (
    select company as name, sum(amount)::double as amount
    from deals
    where company in (select name from names)
    group by company
),

worth as (
    select name, coalesce(ordered.amount, dealt.amount, 0) as amount
    from names
    left join ordered using (name)
    left join dealt using (name)
)

select
    asked.one,
    asked.other,
    asked.score,
    asked.evidence,
    first.amount + second.amount as stake
from asked
inner join worth as first on asked.one = first.name
inner join worth as second on asked.other = second.name
order by asked.score * stake desc, asked.score desc, asked.one, asked.other

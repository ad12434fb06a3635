-- title      = "Sales velocity"
-- unit       = "money_per_day"
-- direction  = "up"
-- team       = "sales"
-- stage      = "choose"
-- place      = 4
-- sources    = ["deals"]
-- splits     = []
-- definition = "Deals decided in the month × mean value of those won × win rate ÷ mean days from opening to winning."
-- reason     = "Four levers in one figure: more deals, larger deals, more wins, faster wins."
-- caveat     = "It says that something moved, not what: open the four figures it is made of."
-- better     = "the sales engine runs faster"
-- worse      = "the sales engine runs slower"
select
    date_trunc('month', closed_on)::date as month,
    -- Deals × win rate is the number won, and times their mean value the sum of what was won;
    -- so every won deal brings its value, and its share of the mean days to divide by.
    amount as numerator,
    date_diff('day', created_on, closed_on)
    / count(*) over (partition by date_trunc('month', closed_on)) as denominator,
    import_id,
    line
from deals
where
    outcome = 'won'
    and closed_on between $first_day and $last_day
    and amount is not null

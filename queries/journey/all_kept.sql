-- Every journey as kept, in a fixed order.
from ledger.journeys
order by company

select step, companies, known_to, nameless
from ledger.journey_steps

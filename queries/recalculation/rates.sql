select month, currency, worth
from rates

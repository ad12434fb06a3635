select minimum_n
from company

"""Companies: which names are one company, and who said so?"""

from custodian.ui import companies, frame

frame.draw("Companies")
companies.draw()

"""Import: which files are in, what will this file change?"""

from custodian.ui import frame, importing

chosen = frame.draw("Import")
importing.draw(chosen)

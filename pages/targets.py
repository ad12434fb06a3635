"""Targets: what should each figure be, month by month, and who decided it?"""

from custodian.ui import frame, targeting

chosen = frame.draw("Targets")
targeting.draw(chosen)

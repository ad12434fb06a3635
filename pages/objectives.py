"""Objectives: what have we promised together, and will we get there?"""

from custodian.ui import frame, objectives

chosen = frame.draw("Objectives")
objectives.draw(chosen)

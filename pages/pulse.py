"""Respect: what does each team think of the other, and is it getting better?"""

from custodian.ui import frame, pulse

chosen = frame.draw("Respect")
pulse.draw(chosen)

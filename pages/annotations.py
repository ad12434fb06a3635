"""Annotations: what happened outside the figures, and which of them did it touch?"""

from custodian.ui import annotation_desk, frame

chosen = frame.draw("Annotations")
annotation_desk.draw(chosen)

"""Journey: from first recognition to repeat order, who brought them, and what do the two teams owe each other?"""

from custodian.ui import credit, frame

chosen = frame.draw("Journey")
credit.draw(chosen)
